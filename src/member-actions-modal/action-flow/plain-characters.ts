import { html, nothing, type TemplateResult } from "lit";
import type { Message } from "../../../sdk/contract/index.js";
import { shownFields } from "../../fields/form.js";
import type { ModalView } from "../modal-view.js";
import type { OpenAction } from "./open-action.js";

/** What an SMS can say in place of the typography that word processors and phones put in: GSM-7 has none of it. */
const instead: readonly (readonly [plain: string, characters: RegExp])[] = [
  ['"', /[“”„‟«»″]/u],
  ["'", /[‘’‚‛′´`ʼ]/u],
  ["-", /[‐‑‒–—―−•]/u],
  [" ", /[\u00A0\u2007\u2009\u200A\u202F\u3000]/u],
  ["", /\u200B/u],
  ["...", /…/u],
  ["No", /№/u],
];

/** A letter without its accents, where that is a letter that every phone has. */
const unaccented = (character: string): string | undefined => {
  const letter = character.normalize("NFD").replace(/\p{M}/gu, "");
  return /^[A-Za-z]$/.test(letter) ? letter : undefined;
};

const plainOf = (character: string): string | undefined =>
  instead.find(([, characters]) => characters.test(character))?.[0] ?? unaccented(character);

/**
 * A text without the characters that make its SMS longer; null where some of them have no plain one in their place, or
 * none of them is in it.
 */
export const plainText = (text: string, beyondGsm: readonly string[]): string | null => {
  const found = beyondGsm.filter((character) => text.includes(character));
  const pairs = found.map((character) => [character, plainOf(character)] as const);
  if (!found.length || pairs.some(([, plain]) => plain === undefined)) return null;
  return pairs.reduce((written, [character, plain = ""]) => written.replaceAll(character, plain), text);
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
