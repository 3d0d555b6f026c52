/**
 * The typed client and the contract it speaks, with no DOM and no Lit. Everything a host may import from
 * `memberkit/sdk`.
 */
export type { AuditFilter, BulkClient } from "./client/bulk-client.js";
export type { Changes } from "./client/changes-client.js";
export type { FollowJobOptions, JobsClient } from "./client/jobs-client.js";
export * from "./client/client.js";
export { createClient } from "./client/create-client.js";
export * from "./client/errors.js";
export * from "./contract/index.js";
