import type { Message } from "../../sdk/contract/index.js";

/** Whether it is already known that a message will not be delivered. */
export const isBlocked = ({ consent, reason, status }: Message): boolean =>
  !consent || reason !== null || status === "blocked";
