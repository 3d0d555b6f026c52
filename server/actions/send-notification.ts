import { decideMessage } from "../messages/compose.js";
import type { Handler } from "../write/handler.js";

/** A saved template, or a custom title and text that are not saved (S0-18). */
export const sendNotification: Handler<"send-notification"> = (state, input) => decideMessage("push", state, input);
