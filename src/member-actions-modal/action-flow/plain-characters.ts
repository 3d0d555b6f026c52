import { html, nothing, type TemplateResult } from "lit";
import type { Message } from "../../../sdk/contract/index.js";
import { shownFields } from "../../fields/form.js";
import type { ModalView } from "../modal-view.js";
import type { OpenAction } from "./open-action.js";

/** What an SMS can say in place of the typography that word processors and phones put in: GSM-7 has none of it. */
const plain: ReadonlyMap<string, string> = new Map([
  ...[..."“”„‟«»″"].map((quote) => [quote, '"'] as const),
  ...[..."‘’‚‛′´`ʼ"].map((quote) => [quote, "'"] as const),
  ...[..."‐‑‒–—―−•"].map((dash) => [dash, "-"] as const),
  ...[..."\u00A0\u2007\u2009\u200A\u202F\u3000"].map((space) => [space, " "] as const),
  ["\u200B", ""],
  ["…", "..."],
  ["№", "No"],
]);

/** A letter without its accents, where that is a letter that every phone has. */
const unaccented = (character: string): string | undefined => {
  const letter = character.normalize("NFD").replace(/\p{M}/gu, "");
  return /^[A-Za-z]$/.test(letter) ? letter : undefined;
};

/**
 * A text without the characters that make its SMS longer; null where some of them have no plain one in their place, or
 * none of them is in it.
 */
export const plainText = (text: string, beyondGsm: readonly string[]): string | null => {
  const found = beyondGsm.filter((character) => text.includes(character));
  const instead = found.map((character) => [character, plain.get(character) ?? unaccented(character)] as const);
  if (!found.length || instead.some(([, other]) => other === undefined)) return null;
  return instead.reduce((written, [character, other = ""]) => written.replaceAll(character, other), text);
};

/** Offers to write one's own text with plain characters, where that makes it one SMS of 160 again. */
export const offerPlain = (
  { t }: ModalView,
  open: OpenAction,
  { beyondGsm = [] }: Message,
): TemplateResult | typeof nothing => {
  const body = shownFields(open.form, open.draft).find(({ field }) => field.variables)?.name;
  const written = body === undefined ? null : plainText(open.draft.values[body] ?? "", beyondGsm);
  if (body === undefined || written === null || open.run.inFlight) return nothing;
  const take = () => open.set(body, written);
  return html`<div class="row">
    <button type="button" class="btn sm" id="plain" @click=${take}>${t("message.plain")}</button>
  </div>`;
};
