import { decideMessage } from "../domain/messages/compose.js";
import type { Handler } from "../domain/handler.js";

/** Always from a template (S0-17), at the price of a campaign's send (S0-19). */
export const sendEmail: Handler<"send-email"> = (state, input) => decideMessage("email", state, input);
