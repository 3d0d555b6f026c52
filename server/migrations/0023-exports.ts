/** Exports that were asked for: each is fetched once, and soon. */
export const exports: readonly string[] = [
  `create table export (
    tenant text, id text, operator_id text not null, token_hash text not null, asked text, purpose text not null,
    created_at timestamptz not null, expires_at timestamptz not null, taken_at timestamptz, primary key (tenant, id))`,
  `create unique index export_token on export (token_hash)`,
  `create index export_asked on export (expires_at) where asked is not null`,
];
