import { expire } from "./expire.js";
import { purchase } from "./purchase.js";
import { release } from "./release.js";

/** What the program does by itself, or a till tells of: no operator can ask for it. */
export const programHandlers = { purchase, expire, release } as const;
