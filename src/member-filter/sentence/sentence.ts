import type { FilterSchema } from "../../../sdk/contract/bulk/answers.js";
import { isEventRule, isGroup } from "../../../sdk/contract/bulk/filter.js";
import { eventScope, memberScope, type Scope } from "../model/editors.js";
import type { Reading } from "../model/read.js";
import type { GroupRow, Row, UnknownRow } from "../model/rows.js";
import type { Say } from "../say.js";
import { conditionClause } from "./condition.js";
import { eventClause } from "./event.js";
import { joined, strong, woven, type Part } from "./parts.js";

/** As much of something unknown as a sentence takes, in UTF-16 code units. */
const MOST = 60;

/** What is known of a row that is not: `shoe_size = 42`. */
export const unknownText = ({ node }: UnknownRow): string => {
  const { field, event, operator, value } = (typeof node === "object" && node !== null ? node : {}) as Record<
    string,
    unknown
  >;
  const name = field ?? event;
  const words = [name, operator].filter((each) => typeof each === "string");
  const said = value === undefined ? words : [...words, JSON.stringify(value)];
  const text = typeof name === "string" ? said.join(" ") : JSON.stringify(node);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
};

/** Tells rows in words. It says what is in the filter: a row that lacks something is not told. */
export class Sentence {
  readonly #schema: FilterSchema;
  readonly #reading: Reading;
  readonly #say: Say;

  constructor(schema: FilterSchema, reading: Reading, say: Say) {
    this.#schema = schema;
    this.#reading = reading;
    this.#say = say;
  }

  /** All of a filter, in one plain sentence. */
  whole(root: GroupRow): Part[] {
    const { t } = this.#say;
    const rows = this.#told(root);
    if (rows.length === 0) return woven(t("filter.say.everybody"), {});
    const scope = memberScope(this.#schema);
    const { match } = root;
    // "All but those who match all of these": how far that reaches must be seen.
    const clauses = this.#clauses(root, scope);
    const inner = match === "not-all" && rows.length > 1 ? woven(t("filter.say.group.all"), { clauses }) : clauses;
    const form =
      match === "none" || match === "not-all" ? "except" : rows.length > 1 && match === "any" ? "any" : "members";
    return woven(t(`filter.say.${form}`), { clauses: inner });
  }

  /** What one row says, as a part of a sentence; empty: it lacks something. */
  clause(row: Row, scope: Scope): Part[] {
    const { t, locale } = this.#say;
    if (row.kind === "unknown") return woven(t("filter.say.unknown"), { what: strong(unknownText(row), locale) });
    const node = this.#reading.nodes.get(row.key);
    if (!node) return [];
    if (row.kind === "group") return this.#group(row, scope);
    if (isGroup(node)) return [];
    if (!isEventRule(node)) return conditionClause(node, scope, this.#say);
    return row.kind === "event" ? eventClause(node, this.#schema, this.#where(row.where, node.event), this.#say) : [];
  }

  /** The rows that say something. */
  #told({ rows }: GroupRow): readonly Row[] {
    return rows.filter(({ key }) => this.#reading.nodes.has(key));
  }

  #clauses(group: GroupRow, scope: Scope): Part[] {
    const type = group.match === "any" || group.match === "none" ? "disjunction" : "conjunction";
    const clauses = this.#told(group).map((row) => this.clause(row, scope));
    return joined(clauses, type, this.#say.locale);
  }

  /** A group in a group: it must be clear how far it reaches. */
  #group(group: GroupRow, scope: Scope): Part[] {
    const clauses = this.#clauses(group, scope);
    const isAlone = this.#told(group).length === 1;
    if (isAlone && (group.match === "all" || group.match === "any")) return clauses;
    return woven(this.#say.t(`filter.say.group.${isAlone ? "not" : group.match}`), { clauses });
  }

  #where(group: GroupRow, event: string): Part[] {
    if (this.#told(group).length === 0) return [];
    const scope = eventScope(this.#schema, event);
    return group.match === "all" ? this.#clauses(group, scope) : this.#group(group, scope);
  }
}
