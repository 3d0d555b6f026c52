import type { GatewayContext } from "../context.js";
import type { ActPath } from "../intents/act-path.js";
import type { Looks } from "./looks.js";

/** What the routes of a gateway use. */
export interface GatewayServices extends GatewayContext {
  readonly path: ActPath;
  /** Who was shown which members. */
  readonly looks: Looks;
}
