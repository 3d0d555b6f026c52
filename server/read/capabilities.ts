import {
  type ActionCapability,
  type ActionDeclaration,
  type Capabilities,
  catalogue,
  changesModule,
  contractVersion,
  type SearchCapability,
} from "../../sdk/contract/index.js";
import { revealsModule } from "../../sdk/contract/reveal-routes.js";
import { auditModule, balanceHistoryModule, certificatesModule } from "../../sdk/contract/modules.js";
import { consequences } from "../domain/consequences.js";
import { tellsBy } from "../domain/messages/telling.js";
import { findOwnAction, type OwnAction } from "../domain/own-action.js";
import {
  hiddenTiersOf,
  hasAction,
  moneyCapability,
  type Offering,
  type Program,
  tagCaseOf,
} from "../domain/program.js";
import type { Query } from "./query.js";
import { readProgram } from "./program.js";

/**
 * Every action of the catalogue has a handler, or this server would not compile: what a program has is for its settings
 * to say.
 */
export const actionsOf = (program: Offering, ownActions: readonly OwnAction[]): ActionDeclaration[] =>
  [...Object.values<ActionDeclaration>(catalogue), ...ownActions.map(({ declaration }) => declaration)].filter(
    (action) => hasAction(program, action),
  );

const capabilityOf =
  (program: Program, ownActions: readonly OwnAction[]) =>
  (action: ActionDeclaration): ActionCapability => {
    const { id, removesMember, undo, firesRules } = action;
    const own = findOwnAction(ownActions, id)?.own;
    const notifiesBy = tellsBy(program, action);
    return {
      id,
      firesRules: firesRules ? "yes" : "no",
      ...(undo && { undo }),
      ...(notifiesBy.length > 0 && { notifiesBy: [...notifiesBy] }),
      ...(removesMember && { consequences: consequences[removesMember] }),
      ...(own && { own }),
    };
  };

/** What domain/lookup.ts finds members by. */
const foundBy: SearchCapability = {
  exact: ["name", "email", "phone", "id", "support-id", "external-id", "card"],
  prefix: ["name", "email", "phone", "support-id"],
};

/** What this program can do at all, whoever asks. Manual actions never fire rules (S0-28). */
export const capabilities: Query<"capabilities"> = async ({ operator }, { database, ownActions, signer }) => {
  const { program, branches } = await readProgram(database, operator.tenant);
  const value: Capabilities = {
    contractVersion,
    level: "bulk",
    program: { name: program.name, timeZone: program.timeZone },
    currencies: [...program.currencies],
    tiers: [...program.tiers],
    hiddenTiers: [...hiddenTiersOf(program)],
    tierCurrency: program.tierCurrency,
    channels: [...program.channels],
    actions: actionsOf(program, ownActions).map(capabilityOf(program, ownActions)),
    modules: [
      ...program.modules,
      changesModule,
      ...(program.masksContacts ? [revealsModule] : []),
      balanceHistoryModule,
      auditModule,
      ...(signer ? [certificatesModule] : []),
      ...(program.approvals ? ["approvals"] : []),
      ...(program.campaignWizard === undefined ? [] : ["campaigns"]),
    ],
    branches,
    ...(program.modules.includes("purchases") && { money: moneyCapability(program) }),
    ...(program.integrations && { integrations: [...program.integrations] }),
    reason: program.reason,
    tagCase: tagCaseOf(program),
    preview: "exact",
    idempotency: "native",
    search: foundBy,
  };
  return { value };
};
