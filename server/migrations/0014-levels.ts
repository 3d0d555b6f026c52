/** Tiers may be given until the end of a day, several at once; a second ladder is for the team alone. */
export const levels: readonly string[] = [
  `alter table member add column given_tiers text, add column given_until date, add column hidden_tier_id text`,
  `update member set given_tiers = json_build_array(json_build_object('tierId', given_tier_id, 'until', null))::text
    where given_tier_id is not null`,
  `alter table member drop column given_tier_id`,
  `create index member_given_until on member (given_until) where given_until is not null`,
];
