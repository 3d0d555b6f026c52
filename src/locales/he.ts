import type { Messages } from "./localize.js";

/** Hebrew. What is missing here reads in English. */
export const he: Messages = {};
