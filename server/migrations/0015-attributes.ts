/** What a program knows of its members beside their profile. */
export const attributes: readonly string[] = [
  `create table member_attribute (
    tenant text, member_id text, attribute text, value text not null, primary key (tenant, member_id, attribute),
    foreign key (tenant, member_id) references member (tenant, id))`,
];
