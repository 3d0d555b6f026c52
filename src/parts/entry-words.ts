import {
  findAction,
  outcomeOf,
  type BalanceChange,
  type Message,
  type Operation,
  type Outcome,
} from "../../sdk/contract/index.js";
import type { Icon } from "../icons/icon.js";
import { namedIcon } from "../icons/named.js";
import { clock, stop } from "../icons/signs.js";
import { actionWords } from "./action-words.js";
import { currenciesOf } from "./capability.js";
import { asWords, capital } from "../format/code-words.js";
import type { timelineMessages } from "../locales/en/timeline.js";
import type { ProgramView } from "./program-view.js";

/** What entries are told with: a timeline, and a list of what was done for a ticket. */
export type EntryView = ProgramView<typeof timelineMessages>;

/** Icons of what happens without anyone acting; what the catalogue declares names its own. */
const ownIcons: Readonly<Record<string, string>> = { purchase: "receipt", expire: "clock" };

/** Whether a message is all that it was: by others, a member is told of what was done. */
const isMessage = ({ changes, effects, message }: Operation): boolean =>
  message !== null && changes.length === 0 && effects.length === 0;

/** What an entry is about: the gift, card, tag, channel or template. */
const subjectOf = (operation: Operation, view: EntryView): string => {
  const { effects, message } = operation;
  const { kind, subject } = effects.find((effect) => effect.subject) ?? {};
  if (kind === "consent" && subject) return view.label("channel", subject.id);
  return subject?.name ?? (isMessage(operation) ? message?.template?.name : "") ?? "";
};

/** Which balances it is about: "points, credits". */
const currencyOf = ({ changes }: Operation, { format, currency }: EntryView): string =>
  new Intl.ListFormat(format.locale, { type: "unit", style: "short" }).format(
    changes.map((change) => currency(change.currency).label),
  );

/** A sentence that begins with what a program calls its currency: "Points added". */
const begun = (text: string, currency: string): string =>
  currency && text.startsWith(currency) ? capital(text) : text;

/** What was asked for, in a few words: "Add points". */
const requestOf = (operation: Operation, view: EntryView): string => {
  const { action: id } = operation;
  const action = actionWords(view.capabilities, id);
  const title = action
    ? view.translate(`action.${id}.title`, action.title, { currency: currencyOf(operation, view) }).trim()
    : asWords(id);
  const subject = subjectOf(operation, view);
  return subject ? `${title}: ${subject}` : title;
};

/** What happened, in a few words: "Points added". Of what did not happen, or not yet, what was asked for. */
const pastOf = (operation: Operation, view: EntryView): string => {
  if (outcomeOf(operation) !== "done") return requestOf(operation, view);
  const subject = subjectOf(operation, view);
  const paid = operation.effects.find((effect) => effect.amount)?.amount;
  const values = {
    currency: currencyOf(operation, view),
    amount: paid ? view.format.money(paid) : "",
    subject: subject && isMessage(operation) ? view.t("entry.quoted", { text: subject }) : subject,
  };
  const action = actionWords(view.capabilities, operation.action);
  const { currency } = values;
  if (action) return begun(view.translate(`action.${operation.action}.past`, action.past, values).trim(), currency);
  if (paid) return view.t("past.purchase", { amount: view.format.money(paid) });
  if (operation.action === "expire") return begun(view.t("past.expire", values), currency);
  return view.label("type", operation.action) + (subject ? `: ${subject}` : "");
};

/** What a type of entries is called, in the words of its entries: "Points or credits added". */
export const typeWords = (type: string, view: EntryView): string => {
  const currencies = findAction(type) ? currenciesOf(view.capabilities, type) : view.capabilities.currencies;
  const labels = currencies.map(({ code }) => view.currency(code).label);
  const currency = new Intl.ListFormat(view.format.locale, { type: "disjunction" }).format(labels);
  const action = actionWords(view.capabilities, type);
  const values = { currency, subject: action?.channel ? "" : "…", amount: "…" };
  if (action) return begun(view.translate(`action.${type}.past`, action.past, values).trim(), currency);
  return type === "expire" ? begun(view.t("past.expire", { currency }), currency) : view.label("type", type);
};

/** An entry's title. An undo names what it undid, where that is among the entries shown. */
export const titleOf = (operation: Operation, entries: readonly Operation[], view: EntryView): string => {
  if (operation.reverses === null) return pastOf(operation, view);
  const undone = entries.find((entry) => entry.id === operation.reverses);
  if (undone) return view.t("past.undo", { what: pastOf(undone, view) });
  return actionWords(view.capabilities, operation.action)
    ? view.t("past.undo", { what: pastOf(operation, view) })
    : view.t("past.undo.unknown");
};

/** Whether a message was kept from its receiver. */
export const isUndelivered = (message: Message | null): boolean =>
  message?.status === "blocked" || message?.status === "failed";

/** Whether nothing came of it: all that it was is a message that was kept from its receiver. */
export const isForNothing = (operation: Operation): boolean => isMessage(operation) && isUndelivered(operation.message);

export const iconOf = (operation: Operation, { capabilities }: EntryView): Icon => {
  const outcome = outcomeOf(operation);
  if (outcome === "not-done" || isForNothing(operation)) return stop;
  if (outcome !== "done") return clock;
  if (operation.reverses !== null) return namedIcon("undo");
  return namedIcon(actionWords(capabilities, operation.action)?.icon ?? ownIcons[operation.action] ?? "");
};

/** What an operation waits for, or that it came to nothing; "" where it was done. */
export const outcomeWords = (operation: Operation, { t }: EntryView): string => {
  const outcome = outcomeOf(operation);
  if (outcome === "done") return "";
  if (outcome === "not-done") return t("outcome.not-done");
  const waiting = (["pending", "awaiting_approval"] as const).find((status) => status === operation.status);
  return t(`outcome.${waiting ?? "unknown"}`);
};

/** What became of a message, where it is worth a badge. */
export const messageStatus = ({ status, reason, channel }: Message, view: EntryView): string => {
  const said = { channel: view.label("channel", channel) };
  if (status === "blocked" && reason === "no-consent") return view.t("message.blocked.no-consent", said);
  if (status === "blocked" && reason === "no-address") return view.t("message.blocked.no-address", said);
  return view.label("message", status);
};

/** How far it got that the member was handed to another system; undefined: they were not. */
export const handedStatus = ({ effects }: Operation): string | undefined => {
  const value = effects.find(({ kind }) => kind === "resync")?.value;
  return value && String(value.after);
};

/** The same beside an entry that did more than send it: then it says by what, since it is not about the entry. */
export const messageBadge = (operation: Operation, message: Message, view: EntryView): string => {
  const words = messageStatus(message, view);
  return isMessage(operation) ? words : `${view.label("channel", message.channel)} · ${words}`;
};

/** What a change did to the spendable balance, signed. One that has not happened shows what was asked for. */
export const appliedTo = (change: BalanceChange, outcome: Outcome): number =>
  outcome !== "done"
    ? change.requested
    : change.spendable
      ? change.spendable.after - change.spendable.before
      : change.applied || change.requested;

/** How much of a message is read in its line. */
const FIRST_WORDS = 60;

/** How a message begins: whole words. */
const beginningOf = ({ subject, body }: Message): string[] => {
  const text = subject ?? body ?? "";
  if (text.length <= FIRST_WORDS) return text ? [text] : [];
  const end = text.lastIndexOf(" ", FIRST_WORDS);
  return [`${text.slice(0, end > 0 ? end : FIRST_WORDS)}…`];
};

/** The other member of two, and which way it went: what left this one went to the other. */
const otherOf = ({ counterpart, changes }: Operation, { t }: EntryView): string[] => {
  if (!counterpart) return [];
  const name = counterpart.member.name ?? counterpart.member.id;
  return [t(changes.some(({ applied }) => applied < 0) ? "entry.to-other" : "entry.from-other", { name })];
};

/** What had it done: a rule, a campaign, or, of what was done by hand, the job that it is part of; else its source. */
export const causeOf = ({ cause, source }: Operation, view: EntryView): string => {
  const kind = (["rule", "campaign", "manual"] as const).find((each) => each === source);
  return cause && kind ? view.t(`cause.${kind}`, { name: cause.name }) : view.label("source", source);
};

/**
 * Who else it was about, how its message begins, and where it came from: the branch, the rule, campaign or job, or the source; and a manual one's
 * reason.
 */
export const originOf = (operation: Operation, view: EntryView): string[] => {
  const { branch, cause, source, reasonCode, message } = operation;
  const by = causeOf(operation, view);
  return [
    ...otherOf(operation, view),
    ...(message ? beginningOf(message) : []),
    ...(branch ? [branch.name] : []),
    ...(branch && !cause && source !== "manual" ? [] : [by]),
    ...(isUndelivered(message) ? [view.t("message.blocked.why")] : []),
    ...(reasonCode ? [asWords(reasonCode)] : []),
  ];
};
