import { decideMessage } from "../domain/messages/compose.js";
import type { Handler } from "../domain/handler.js";

/** A saved template, or a custom title and text that are not saved (S0-18). */
export const sendNotification: Handler<"send-notification"> = (state, input) => decideMessage("push", state, input);
