import { decideMessage } from "../domain/messages/compose.js";
import type { Handler } from "../domain/handler.js";
import { channelOf } from "../domain/program.js";

/** Own words by the program's channel for them, under its own name where that has a title. They are no template afterwards. */
export const sendMessage: Handler<"send-message"> = (state, { body }) => {
  const channel = channelOf(state.program, { channel: "direct" });
  if (!channel) throw new Error("A program without a channel for direct messages offers none");
  return decideMessage(channel, state, channel === "sms" ? { body } : { title: state.program.name, body });
};
