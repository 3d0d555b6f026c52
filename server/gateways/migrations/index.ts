import { migrateBy, type Step } from "../../postgres/migrate.js";
import type { GatewayDatabase, GatewayTables } from "../schema.js";
import { foundation } from "./0001-foundation.js";
import { vendorTurns } from "./0002-vendor-turns.js";
import { kept } from "./0003-kept.js";
import { approvals } from "./0004-approvals.js";

/** In order; one that was released is never edited again. */
const migrations: readonly (readonly Step<GatewayTables>[])[] = [foundation, vendorTurns, kept, approvals];

/** Brings a gateway's own database up to date; safe when several processes start at once, and to repeat. */
export const migrateGateway = (database: GatewayDatabase): Promise<void> => migrateBy(database, migrations);
