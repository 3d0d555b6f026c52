import type {
  ActionCategory,
  ActionDeclaration,
  Capabilities,
  Currency,
  MemberAction,
} from "../../../sdk/contract/index.js";
import { findAction, hasCurrency } from "../../../sdk/contract/index.js";
import { currenciesOf } from "../../parts/capability.js";
import { offeredActions } from "../../parts/offered-actions.js";
import type { Preset } from "../../parts/preset.js";
import type { MenuItem } from "../menu-item.js";

interface MenuInput {
  capabilities: Capabilities;
  /** What the operator may do to this member; an action that is not in it is allowed as far as anybody knows. */
  memberActions: readonly MemberAction[];
  /** The `actions` attribute's tokens; null: the default menu. */
  tokens: readonly string[] | null;
  presets: readonly Preset[];
  /** The token that is to be opened at once; null: none. */
  action: string | null;
}

export interface Menu {
  readonly items: readonly MenuItem[];
  /** What is opened from its place in the profile, and has no button here. */
  readonly fromPanel: readonly MenuItem[];
  /** Tokens that name no action of the catalogue or the backend, or no currency of the backend. */
  readonly unknown: readonly string[];
}

interface ActionChoice {
  action: ActionDeclaration;
  currency: Currency | null;
}

const perCurrency = (action: ActionDeclaration, capabilities: Capabilities): ActionChoice[] =>
  hasCurrency(action)
    ? currenciesOf(capabilities, action.id).map((currency) => ({ action, currency }))
    : [{ action, currency: null }];

/** Catalogue order, grouped by currency: add and redeem points, add and redeem credits, then the rest (S0-4). */
const defaultChoices = (capabilities: Capabilities): ActionChoice[] => {
  const actions = offeredActions(capabilities).filter(({ placement }) => placement !== "panel");
  const choices = actions.flatMap((action) => perCurrency(action, capabilities));
  const of = (wanted: Currency | null) => choices.filter(({ currency }) => currency === wanted);
  return [...capabilities.currencies.flatMap(of), ...of(null)];
};

/** Null for a token that names nothing; empty for an action that this backend doesn't have. */
const choicesOf = (token: string, capabilities: Capabilities): ActionChoice[] | null => {
  const [id = "", code] = token.split(":");
  const action = offeredActions(capabilities).find((each) => each.id === id);
  if (!action) return findAction(id) ? [] : null;
  const choices = perCurrency(action, capabilities);
  if (code === undefined) return choices;
  const one = choices.filter(({ currency }) => currency?.code === code);
  if (one.length || capabilities.currencies.some((each) => each.code === code)) return one;
  return null;
};

const itemOf = (
  { action, currency }: ActionChoice,
  memberActions: readonly MemberAction[],
  preset: Preset | null,
  key: string,
): MenuItem => {
  const state = memberActions.find((each) => each.action === action.id && each.currency === (currency?.code ?? null));
  return {
    key,
    action,
    currency,
    preset,
    refusal: state && !state.allowed ? (state.reason ?? { code: "forbidden", detail: "" }) : null,
    warnings: state?.warnings ?? [],
    remaining: state?.remaining ?? null,
  };
};

const keyOf = ({ action, currency }: ActionChoice): string => (currency ? `${action.id}:${currency.code}` : action.id);

/** Whether it means anything to this member as they are: who is not blocked can't be unblocked. */
const isMeant = ({ refusal }: MenuItem): boolean => refusal?.code !== "conflict";

/**
 * Which buttons there are: the capability hides, the permission disables with its reason, the host's tokens choose and
 * order, and its presets come first. A token that names nothing is answered as unknown, so that it never vanishes
 * silently.
 */
export const menuOf = ({ capabilities, memberActions, tokens, presets, action }: MenuInput): Menu => {
  const named = [...presets.map(({ token }) => token), ...(tokens ?? []), action ?? ""].filter(Boolean);
  const unknown = [...new Set(named.filter((token) => choicesOf(token, capabilities) === null))];
  const preset = presets.flatMap((each, index) =>
    (choicesOf(each.token, capabilities) ?? []).map((choice) =>
      itemOf(choice, memberActions, each, `${keyOf(choice)}#${index}`),
    ),
  );
  const plain = tokens ? tokens.flatMap((token) => choicesOf(token, capabilities) ?? []) : defaultChoices(capabilities);
  const items = plain.map((choice) => itemOf(choice, memberActions, null, keyOf(choice)));
  const fromPanel = offeredActions(capabilities)
    .filter(({ placement }) => !tokens && placement === "panel")
    .flatMap((each) => perCurrency(each, capabilities))
    .map((choice) => itemOf(choice, memberActions, null, keyOf(choice)))
    .filter(isMeant);
  return { items: [...preset, ...(tokens ? items : items.filter(isMeant))], fromPanel, unknown };
};

/** Sections in their order, as far as the kit knows them. Another stands before the last, which can't be undone. */
export const KNOWN_SECTIONS = [
  "assets",
  "communication",
  "tags",
  "profile",
  "corrections",
  "membership",
  "delete",
] as const satisfies readonly ActionCategory[];

/** The sections of a menu, none of them empty, stacked in S0's order (S0-3). */
export const sectionsOf = (items: readonly MenuItem[]): { category: string; items: MenuItem[] }[] => {
  const categories = new Set<string>(items.map(({ action }) => action.category));
  const others = [...categories].filter((each) => !KNOWN_SECTIONS.some((known) => known === each));
  return [...KNOWN_SECTIONS.slice(0, -1), ...others, ...KNOWN_SECTIONS.slice(-1)]
    .filter((category) => categories.has(category))
    .map((category) => ({ category, items: items.filter(({ action }) => action.category === category) }));
};
