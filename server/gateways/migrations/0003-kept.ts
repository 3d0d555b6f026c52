/** Tags and consents of members that the gateway keeps for a vendor that has none. */
export const kept: readonly string[] = [
  `create table kept_tag (
    tenant text, member_id text, tag text collate "C", folded text collate "C" not null,
    primary key (tenant, member_id, tag))`,
  `create index kept_tag_folded on kept_tag (tenant, folded, tag)`,
  `create table kept_consent (
    tenant text, member_id text, channel text, granted boolean not null, at timestamptz,
    primary key (tenant, member_id, channel))`,
];
