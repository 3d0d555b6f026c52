import { findAction, type ActionDeclaration } from "../../sdk/contract/index.js";
import type { Capabilities, Currency, Field, Member, Message, Operation, Operator } from "../../sdk/contract/index.js";
import type { KitController } from "../controllers/kit-controller.js";
import type { Format } from "../format/format.js";
import type { Translate } from "../locales/localize.js";
import type { ModalWords } from "../locales/words.js";
import type { MenuItem } from "./menu/menu.js";

/** What the modal knows of a member before anything is chosen. */
export interface ModalData {
  readonly capabilities: Capabilities;
  readonly member: Member;
  readonly operator: Operator;
}

/** What every part of the modal says its words with. */
export interface Scene extends ModalData {
  readonly kit: KitController;
  readonly say: Translate<ModalWords>;
  readonly format: Format;
}

/** What was read, with the language that it is said in: the currencies' names too. */
export const sceneOf = (data: ModalData, kit: KitController, say: Scene["say"]): Scene => {
  const currencies = data.capabilities.currencies.map((each) => ({ ...each, label: kit.say(`currency.${each.code}`, each.label) }));
  const capabilities = { ...data.capabilities, currencies };
  return { ...data, capabilities, kit, say, format: kit.format(capabilities.program.timeZone) };
};

/** An amount with its unit: `500 points`. */
export const amountOf = ({ format }: Scene, minor: number, currency: Currency): string =>
  `${format.amount(minor, currency.scale)} ${currency.label}`;

/** The currency by its code; one that the backend doesn't list is shown by its code. */
export const currencyOf = ({ capabilities }: Scene, code: string): Currency =>
  capabilities.currencies.find((each) => each.code === code) ?? { code, kind: "", scale: 0, label: code };

/** What an operation is about: the gift, card, tag or template. */
const subjectOf = ({ effects, message }: Operation): string | undefined =>
  effects.find(({ subject }) => subject)?.subject?.name ?? message?.template?.name;

const valuesOf = (scene: Scene, item: MenuItem, operation: Operation | null, minor: number | null): Record<string, string> => {
  const subject = operation ? subjectOf(operation) : undefined;
  return {
    name: scene.member.name,
    ...(item.currency && { currency: item.currency.label }),
    ...(item.currency && minor !== null && { amount: amountOf(scene, minor, item.currency) }),
    ...(subject && { subject }),
  };
};

/** A message of the catalogue's own inputs; what a backend's own action asks for is in the backend's words. */
const ofInput = ({ kit }: Scene, { id }: ActionDeclaration, key: string, english: string): string =>
  findAction(id) ? kit.say(key, english) : english;

/** What a field is called: one name is one thing in all actions. */
export const labelOf = (scene: Scene, action: ActionDeclaration, name: string, { label }: Field): string =>
  ofInput(scene, action, `input.${name}`, label);

/** What helps to fill a field in. */
export const helpOf = (scene: Scene, action: ActionDeclaration, name: string, { help }: Field): string | null =>
  help ? ofInput(scene, action, `input.${name}.help`, help) : null;

/** What a button is called: "Add points". */
export const titleOf = (scene: Scene, item: MenuItem): string =>
  scene.kit.say(`action.${item.action.id}.title`, item.action.title, valuesOf(scene, item, null, null));

const filledOr = (text: string, otherwise: string): string => (/\{\w+\}/.test(text) ? otherwise : text);

/** What the confirming button says: "Add 500 points"; the title, until what it needs is known. */
export const submitOf = (scene: Scene, item: MenuItem, operation: Operation | null, minor: number | null): string => {
  const text = scene.kit.say(`action.${item.action.id}.submit`, item.action.submit, valuesOf(scene, item, operation, minor));
  return filledOr(text, titleOf(scene, item));
};

/** What the receipt says: "500 points added". */
export const doneOf = (scene: Scene, item: MenuItem, operation: Operation): string => {
  const change = operation.changes[0];
  const minor = change ? Math.abs(change.applied) : null;
  return filledOr(
    scene.kit.say(`action.${item.action.id}.done`, item.action.done, valuesOf(scene, item, operation, minor)),
    titleOf(scene, item),
  );
};

/** Whether a message won't be delivered, as far as is known. */
export const isBlocked = ({ consent, reason, status }: Message): boolean => !consent || reason !== null || status === "blocked";

/** A refusal in words: in the operator's language where the kit has it, else in the backend's own. */
export const problemText = ({ kit }: Pick<Scene, "kit">, { code, detail }: { code: string; detail: string }): string =>
  kit.say(`problem.${code}`, detail || code);
