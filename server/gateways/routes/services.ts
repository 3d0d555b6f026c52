import type { GatewayContext } from "../context.js";
import type { ActPath } from "../intents/act-path.js";
import type { Decisions } from "../intents/decisions.js";
import type { Found } from "../vendor/vendor.js";
import type { Looks } from "./looks.js";

/** What the routes of a gateway use. */
export interface GatewayServices extends GatewayContext {
  readonly path: ActPath;
  /** What waits for a second person. */
  readonly decisions: Decisions;
  /** A member who is here. @throws RefusalError `not-found`, `member-gone` */
  member(id: string): Promise<Found>;
  /** Who was shown which members. */
  readonly looks: Looks;
}
