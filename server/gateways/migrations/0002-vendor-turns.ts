export const vendorTurns: readonly string[] = [
  `create table vendor_turn (
    tenant text, endpoint text, earned_ms double precision not null, primary key (tenant, endpoint))`,
];
