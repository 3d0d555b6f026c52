import type { FilterSchema } from "../../../sdk/contract/bulk/answers.js";
import type { EventRule, Quantity } from "../../../sdk/contract/bulk/filter.js";
import type { Say } from "../say.js";
import { strong, plain, woven, type Part } from "./parts.js";

const emphasised = (parts: readonly Part[]): Part[] => [{ text: parts.map(({ text }) => text).join(""), strong: true }];

/** Purchases are so common that they have words of their own. */
const familyOf = (event: string): "purchase" | "event" => (event === "purchase" ? "purchase" : "event");

const quantityOf = (rule: EventRule, { t, format }: Say): Part[] => {
  const family = familyOf(rule.event);
  const { count } = rule;
  if (!count) return [{ text: t(`filter.say.${family}.once`), strong: true }];
  const words = t(`filter.say.${family}.${count.operator}`, { count: count.value });
  return emphasised(woven(words, { n: [{ text: format.number(count.value), strong: true }] }));
};

const totalOf = (total: Quantity, scale: number, { t, format, locale }: Say): Part[] =>
  woven(t(`filter.say.total.${total.operator}`), { amount: strong(format.amount(total.value, scale), locale) });

const timeOf = ({ between, lastDays }: EventRule, { t, format, locale }: Say): Part[] => {
  if (between) {
    const [from, to] = between;
    return woven(t("filter.say.when.between"), {
      from: strong(format.date(from), locale),
      to: strong(format.date(to), locale),
    });
  }
  return lastDays === undefined
    ? []
    : woven(t("filter.say.when.lastDays", { count: lastDays }), { n: strong(format.number(lastDays), locale) });
};

/** What an event says: "who made at least 2 purchases in the last 60 days, each with branch Harbour". */
export const eventClause = (rule: EventRule, { events }: FilterSchema, where: readonly Part[], say: Say): Part[] => {
  const { t, locale } = say;
  const family = familyOf(rule.event);
  const { label, scale } = events.find(({ id }) => id === rule.event) ?? { label: rule.event, scale: null };
  const never = !rule.occurred && !rule.count && !rule.total;
  const verb = t(`filter.say.${family}.${never ? "never" : rule.occurred ? "yes" : "no"}`);
  const head = woven(verb, { event: plain(label, locale), quantity: quantityOf(rule, say) });
  const tails = [
    // What never happened is the whole point.
    never ? head.map((part) => ({ ...part, strong: true })) : head,
    timeOf(rule, say),
    rule.total ? totalOf(rule.total, scale ?? 0, say) : [],
  ].filter(({ length }) => length > 0);
  const event = tails.flatMap((tail, index) => (index ? [{ text: " ", strong: false }, ...tail] : tail));
  return where.length ? woven(t("filter.say.where"), { event, clauses: where }) : event;
};
