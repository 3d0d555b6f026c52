import {
  type ActionCapability,
  type ActionDeclaration,
  findAction,
  type ProblemCode,
} from "../../sdk/contract/index.js";
import { ownAction } from "../../sdk/contract/own-action.js";
import { InputSchema } from "../../sdk/contract/schemas/input-schema.js";
import type { Decide } from "./handler.js";

/** What an action of a program's own says of itself over the wire. */
type Own = NonNullable<ActionCapability["own"]>;

/** An action of a program's own: to the write path it is one of the catalogue. */
export interface OwnAction {
  readonly own: Own;
  readonly declaration: ActionDeclaration;
  readonly decide: Decide<unknown>;
}

interface Definition<Input> {
  /** Verb-noun, kebab-case; none of the catalogue's. */
  readonly id: string;
  /** A program has the action where its settings name this. */
  readonly capability: string;
  /** What it gives counts as given by hand. Left out: it gives nothing. */
  readonly gives?: true;
  /** `none`: it can't be undone. Left out: what its effects allow. */
  readonly undo?: "none";
  /** Refusals it may answer: `member-blocked` and `reason-required` are looked after by the write path. */
  readonly problems: readonly ProblemCode[];
  readonly own: Own & { readonly input: InputSchema };
  /** It is asked only with an input that its schema takes. */
  readonly decide: Decide<Input>;
}

/**
 * Defines an action of a program's own.
 *
 * @throws Error where it has the id of a built-in one, or its schema is none that the contract allows
 */
export const defineOwnAction = <Input>({ id, own, decide, ...more }: Definition<Input>): OwnAction => {
  const declaration = ownAction({ id, own, firesRules: "no" });
  if (!declaration || findAction(id)) throw new Error(`${id} is an action of the catalogue`);
  const schema = InputSchema.safeParse(own.input);
  if (!schema.success) throw new Error(`The input of ${id} can't be described so`, { cause: schema.error });
  return { own, decide: decide as Decide<unknown>, declaration: { ...declaration, ...more } };
};

/** The one of them with this id. */
export const findOwnAction = (actions: readonly OwnAction[], id: string): OwnAction | undefined =>
  actions.find(({ declaration }) => declaration.id === id);

/** An action of the catalogue or of a program's own; undefined: this backend has no such action. */
export const findDeclaration = (id: string, ownActions: readonly OwnAction[]): ActionDeclaration | undefined =>
  findAction(id) ?? findOwnAction(ownActions, id)?.declaration;
