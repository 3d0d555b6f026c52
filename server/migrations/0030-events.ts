/** What happened to members beside purchases, to be counted: all but its free texts, which are personal. */
export const events: readonly string[] = [
  `create table member_event (
    tenant text, id text, member_id text not null, at timestamptz not null, type text not null, told text not null,
    primary key (tenant, id), foreign key (tenant, member_id) references member (tenant, id))`,
  // Whether and how often something happened to a member, or to anybody, between two instants is read off an index alone.
  `create index member_event_member on member_event (tenant, member_id, type, at)`,
  `create index member_event_type on member_event (tenant, type, at) include (member_id)`,
  `insert into member_event (tenant, id, member_id, at, type, told)
    select operation.tenant, operation.id, member_id, at, effect #>> '{subject,id}', coalesce((
      select json_object_agg(detail ->> 'id', coalesce(detail -> 'code', detail -> 'value'))
      from json_array_elements(effect -> 'details') as detail where detail ->> 'value' is not null), '{}')::text
    from operation
    cross join lateral json_array_elements(receipt::json -> 'effects') as effect
    where action = 'add-event' and status = 'applied' and effect ->> 'kind' = 'event'`,
];
