import { html } from "lit";
import type { Part } from "./parts.js";

/** A sentence as it is drawn: what the operator chose is bold. Nothing in it is markup. */
export const told = (parts: readonly Part[]): unknown =>
  parts.map(({ text, strong }) => (strong ? html`<b>${text}</b>` : text));
