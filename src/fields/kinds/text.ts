import { readText, textInput } from "../text-input.js";
import type { Kind } from "./kind.js";

/** One line of free text. */
export const text: Kind = {
  draw: (view) => textInput(view),
  read: (typed, { field }) => readText(typed, field),
};
