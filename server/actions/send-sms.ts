import { decideMessage } from "../domain/messages/compose.js";
import type { Handler } from "../domain/handler.js";

/** A saved template or a custom text, which is not saved as one (S0-16). */
export const sendSms: Handler<"send-sms"> = (state, input) => decideMessage("sms", state, input);
