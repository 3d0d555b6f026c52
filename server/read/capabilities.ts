import {
  type ActionCapability,
  type ActionDeclaration,
  type Capabilities,
  catalogue,
  contractVersion,
  type SearchCapability,
} from "../../sdk/contract/index.js";
import { findOwnAction, type OwnAction } from "../domain/own-action.js";
import { type Program, tagCaseOf } from "../domain/program.js";
import type { Query } from "./query.js";
import { readProgram } from "./program.js";

/**
 * What an erasure leaves, in words for the operator: server/postgres/schema.ts says which tables hold personal data.
 */
const erasure: ActionCapability["consequences"] = {
  removed: ["Name, e-mail, phone, birthday", "Balances, gifts and punch cards", "Tags, consents, notes and messages"],
  kept: ["Ledger totals, without a name", "This deletion, with your name"],
  freed: ["E-mail and phone can join again", "A new membership starts at zero"],
};

/**
 * Every action of the catalogue has a handler, or this server would not compile: what a program has is for its settings
 * to say.
 */
export const actionsOf = (
  { capabilities: has }: Pick<Program, "capabilities">,
  ownActions: readonly OwnAction[],
): ActionDeclaration[] =>
  [...Object.values<ActionDeclaration>(catalogue), ...ownActions.map(({ declaration }) => declaration)].filter(
    ({ capability }) => has.includes(capability),
  );

const capabilityOf =
  (ownActions: readonly OwnAction[]) =>
  ({ id, removesMember, undo }: ActionDeclaration): ActionCapability => {
    const own = findOwnAction(ownActions, id)?.own;
    return {
      id,
      firesRules: "no",
      ...(undo && { undo }),
      ...(removesMember && { consequences: erasure }),
      ...(own && { own }),
    };
  };

/** What domain/lookup.ts finds members by. */
const foundBy: SearchCapability = {
  exact: ["name", "email", "phone", "id", "support-id", "external-id", "card"],
  prefix: ["name", "email", "phone", "support-id"],
};

/** What this program can do at all, whoever asks. Manual actions never fire rules (S0-28). */
export const capabilities: Query<"capabilities"> = async ({ operator }, { database, ownActions }) => {
  const { program, branches } = await readProgram(database, operator.tenant);
  const value: Capabilities = {
    contractVersion,
    level: "preview",
    program: { name: program.name, timeZone: program.timeZone },
    currencies: [...program.currencies],
    tiers: [...program.tiers],
    tierCurrency: program.tierCurrency,
    channels: [...program.channels],
    actions: actionsOf(program, ownActions).map(capabilityOf(ownActions)),
    modules: [...program.modules],
    branches,
    reason: program.reason,
    tagCase: tagCaseOf(program),
    preview: "exact",
    idempotency: "native",
    search: foundBy,
  };
  return { value };
};
