/** What came of a card, and the messages of a member by channel. */
export const threads: readonly string[] = [
  `alter table member_card add column replaced_by text`,
  `update member_card as gone set replaced_by = told.after
    from (
      select tenant, effect #>> '{before,id}' as before, effect #>> '{after,id}' as after
      from operation cross join lateral json_array_elements(effects::json) as effect
      where action = 'replace-card' and status = 'applied' and reversed_by is null and reverses is null
        and effects is not null and effect ->> 'kind' = 'card') as told
    where gone.tenant = told.tenant and gone.id = told.before and gone.status = 'replaced'`,
  // A thread is read from its end, however much the member gets by other channels; what is asked of a member's messages beside, too.
  `create index message_thread on message (tenant, member_id, channel, created_at desc, operation_id desc)`,
  `drop index message_member`,
];
