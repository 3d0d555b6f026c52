import { readText, textInput } from "../text-input.js";
import type { Kind } from "./kind.js";

/** A tag: any text will do. */
export const tag: Kind = {
  draw: (view) => textInput(view),
  read: (text, { field }) => readText(text, field),
};
