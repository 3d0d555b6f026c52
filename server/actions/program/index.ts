import { expire } from "./expire.js";
import { purchase } from "./purchase.js";
import { release } from "./release.js";
import { tierEnded } from "./tier-ended.js";

/** What the program does by itself, or a till tells of: no operator can ask for it. */
export const programHandlers = { purchase, expire, release, "tier-ended": tierEnded } as const;
