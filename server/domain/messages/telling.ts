import { findAction, permissions, type ActionDeclaration, type Template } from "../../../sdk/contract/index.js";
import { senderOf } from "../../../sdk/contract/senders.js";
import { permit } from "../permission.js";
import { hasAction, type Program } from "../program.js";
import type { Operator } from "../operator.js";
import { type Refusal, refuseField } from "../refusal.js";

/** What an action may be told by, and the id of what was chosen of it. */
interface Telling {
  /** The name of the field. */
  readonly field: string;
  readonly templateId: string;
}

type Declared = Pick<ActionDeclaration, "fields"> | null;

const fieldOf = (declaration: Declared): string | undefined =>
  Object.entries(declaration?.fields ?? {}).find(([, { list }]) => list === "any-templates")?.[0];

/** By what the member is to be told of an action; null: they are not. */
export const tellingIn = (declaration: Declared, input: Readonly<Record<string, unknown>>): Telling | null => {
  const field = fieldOf(declaration);
  const templateId = field === undefined ? undefined : input[field];
  return field !== undefined && typeof templateId === "string" ? { field, templateId } : null;
};

/** Whether a program sends by a channel. */
const sends = (program: Program, channel: string): boolean => {
  const sender = findAction(senderOf(channel) ?? "");
  return sender !== undefined && hasAction(program, sender);
};

/** The channels by which a program can have the member told of an action. */
export const tellsBy = (program: Program, declaration: ActionDeclaration): readonly string[] =>
  fieldOf(declaration) === undefined
    ? []
    : program.channels.flatMap(({ channel }) => (sends(program, channel) ? [channel] : []));

/** Why nobody can be told by this template: the program does not send by its channel, or the operator may not; null: they can. */
export const refuseTelling = (
  { field }: Telling,
  { channel }: Template,
  program: Program,
  operator: Operator | null,
): Refusal | null => {
  const sender = senderOf(channel);
  if (!sender || !sends(program, channel))
    return refuseField(field, "unknown", "The program sends nothing by this channel.").problem;
  const refusal = operator && permit(operator, permissions[sender], null);
  return refusal && { ...refusal, errors: [{ pointer: `/${field}`, ...refusal }] };
};
