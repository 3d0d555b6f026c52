import { MASKED } from "../../sdk/contract/masked.js";
import type {
  Attribute,
  AttributeValue,
  Conflict,
  Detail,
  Effect,
  Message,
  Operation,
  Settlement,
} from "../../sdk/contract/index.js";
import { isGranted, type Operator } from "./operator.js";
import { attributesOf } from "./profile.js";
import type { Program } from "./program.js";

/** The permission to see contact data, in a program that masks them. */
export const SEES_CONTACTS = "contacts:read";

/** The permission to look at one masked detail of one member. Each look is audited. */
export const REVEALS = "contacts:reveal";

/** Who reads: what they see depends on their permissions alone. */
export type Seer = Pick<Operator, "tenant" | "permissions">;

/** The program itself, which sees all: what it reads is shown to nobody. */
export const programOf = (tenant: string): Seer => ({ tenant, permissions: ["*"] });

/** What is hidden from one operator. */
export interface Mask {
  /** Whether what is known under an attribute is hidden. One that the program knows no more is. */
  readonly hides: (attributeId: string) => boolean;
}

const contactKinds: ReadonlySet<string> = new Set(["email", "phone", "address"]);

/** Members are found, and told apart, by their names. */
const alwaysShown: ReadonlySet<string> = new Set(["name", "firstName"]);

/** Whether an attribute is masked: as the program says, else by what it is. A name never is. */
export const isMaskable = ({ id, kind, personal }: Pick<Attribute, "id" | "kind" | "personal">): boolean =>
  !alwaysShown.has(id) && (personal ?? (contactKinds.has(kind) || id === "birthday"));

/** What is hidden from an operator; null: nothing, since the program masks nothing, or they may see it. */
export const maskOf = (who: Pick<Operator, "permissions">, program: Program): Mask | null => {
  if (program.masksContacts !== true || isGranted(who, SEES_CONTACTS)) return null;
  const shown = new Set(attributesOf(program, []).flatMap((each) => (isMaskable(each) ? [] : [each.id])));
  return { hides: (id) => !shown.has(id) };
};

const DOTS = "••••";

/** Whether a text is, or was made of, a mask: nobody's address or number has such dots. */
export const looksMasked = (value: unknown): boolean => typeof value === "string" && value.includes(DOTS);

/** So many digits at least are dots. */
const FEWEST_HIDDEN = 4;
const LAST_SHOWN = 2;

const maskedEmail = (text: string): string => {
  const [local = "", domain] = text.split("@");
  return domain === undefined ? DOTS : `${[...local].length > 1 ? [...local][0] : ""}${DOTS}@${domain}`;
};

const maskedPhone = (text: string): string => {
  const digits = text.replace(/\D/g, "");
  return digits.length < FEWEST_HIDDEN + LAST_SHOWN ? DOTS : DOTS + digits.slice(-LAST_SHOWN);
};

/**
 * Dots in place of a value, with what helps to tell it apart and leads to nobody: the domain of an e-mail address and
 * the letter that it begins with, the last two digits of a phone number. How long it is can't be seen.
 */
export const masked = (value: AttributeValue, kind: string): string | null => {
  if (value === null || value === "") return null;
  if (kind === "email") return maskedEmail(String(value));
  return kind === "phone" ? maskedPhone(String(value)) : DOTS;
};

/** A detail as it is shown under a mask. What is not known is no secret. */
export const maskedDetail = (detail: Detail, mask: Mask | null): Detail => {
  if (!mask?.hides(detail.id) || detail.value === null) return detail;
  const { id, label, kind, value, verified } = detail;
  return { id, label, kind: MASKED, value: masked(value, kind), ...(verified !== undefined && { verified }) };
};

const maskedEffect = (effect: Effect, mask: Mask): Effect => {
  const { kind, subject, value } = effect;
  if (kind !== "profile" || !value || !mask.hides(subject?.id ?? "")) return effect;
  const of = value.kind ?? "";
  return { ...effect, value: { before: masked(value.before, of), after: masked(value.after, of), kind: MASKED } };
};

const maskedConflict = (conflict: Conflict, mask: Mask): Conflict => {
  const { attribute, kind, own, other } = conflict;
  if (!mask.hides(attribute.id)) return conflict;
  return { attribute, kind: MASKED, own: masked(own, kind), other: masked(other, kind) };
};

const kindOfAddress: Readonly<Record<string, string>> = { sms: "phone", email: "email" };

const maskedMessage = (message: Message, mask: Mask): Message => {
  const { channel, to } = message;
  const kind = kindOfAddress[channel] ?? "";
  return to === null || (kind !== "" && !mask.hides(kind))
    ? message
    : { ...message, to: masked(to, kind), masked: true };
};

/** A receipt, or a preview, as it is shown under a mask. What somebody wrote into a note or a message stands as it is. */
export const maskedOperation = <Shown extends Operation>(operation: Shown, mask: Mask | null): Shown => {
  if (!mask) return operation;
  const { message, effects, conflicts } = operation;
  return {
    ...operation,
    message: message && maskedMessage(message, mask),
    effects: effects.map((effect) => maskedEffect(effect, mask)),
    ...(conflicts && { conflicts: conflicts.map((conflict) => maskedConflict(conflict, mask)) }),
  };
};

/** What a write answers, or what became of its key, as it is shown under a mask. */
export const maskedAnswer = (answer: Operation | Settlement, mask: Mask): Operation | Settlement =>
  "operation" in answer
    ? { ...answer, operation: answer.operation && maskedOperation(answer.operation, mask) }
    : maskedOperation(answer, mask);
