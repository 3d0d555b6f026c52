/** What was unique over all tenants is so within each: an address of a file says whose it is. */
export const tenantKeys: readonly string[] = [
  `drop index export_token`,
  `create unique index export_token on export (tenant, token_hash)`,
];
