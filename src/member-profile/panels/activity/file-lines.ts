import { outcomeOf, type BalanceChange, type Operation } from "../../../../sdk/contract/index.js";
import { sheetHead, sheetLine } from "../../../../sdk/contract/bulk/csv.js";
import { decimal } from "../../../format/decimal.js";
import type { timelineFileMessages } from "../../../locales/en/timeline-file.js";
import { asWords } from "../../../format/code-words.js";
import { appliedTo, causeOf, outcomeWords, titleOf } from "../../../parts/entry-words.js";
import type { TimelineView } from "./timeline-view.js";

type FileView = TimelineView<typeof timelineFileMessages>;

/** What one line is about: an entry, and a balance that it moves; null: it moves none. */
interface Line {
  readonly operation: Operation;
  readonly change: BalanceChange | null;
  readonly entries: readonly Operation[];
}

const stateOf = (operation: Operation, view: FileView): string =>
  operation.reversedBy === null && operation.status !== "reversed" ? outcomeWords(operation, view) : view.t("undone");

/** What was done to the balance, in its own unit, as a number that spreadsheets add up. */
const amountOf = ({ operation, change }: Line, view: FileView): string =>
  change ? decimal(appliedTo(change, outcomeOf(operation)), view.currency(change.currency).scale) : "";

const balanceAfter = ({ operation, change }: Line, view: FileView): string =>
  change?.spendable && outcomeOf(operation) === "done"
    ? decimal(change.spendable.after, view.currency(change.currency).scale)
    : "";

const columns: readonly (readonly [keyof typeof timelineFileMessages, (line: Line, view: FileView) => string])[] = [
  ["file.at", ({ operation }) => operation.at],
  ["file.what", ({ operation, entries }, view) => titleOf(operation, entries, view)],
  ["file.state", ({ operation }, view) => stateOf(operation, view)],
  ["file.amount", amountOf],
  ["file.currency", ({ change }) => change?.currency ?? ""],
  ["file.balance", balanceAfter],
  ["file.origin", ({ operation }, view) => causeOf(operation, view)],
  ["file.branch", ({ operation }) => operation.branch?.name ?? ""],
  ["file.operator", ({ operation }) => operation.operator?.name ?? ""],
  ["file.reason", ({ operation: { reasonCode } }) => (reasonCode ? asWords(reasonCode) : "")],
  ["file.note", ({ operation }) => operation.note ?? ""],
  ["file.reference", ({ operation }) => operation.reference ?? ""],
  ["file.action", ({ operation }) => operation.action],
  ["file.operation", ({ operation }) => operation.id],
];

/** The names of the columns. */
export const fileHead = (view: FileView): string => sheetHead(columns.map(([name]) => view.t(name)));

/** A page of entries: a line for each balance that an entry moves, and one for an entry that moves none. */
export const fileLines = (entries: readonly Operation[], view: FileView): string =>
  entries
    .flatMap((operation) => {
      const changes = operation.changes.length ? operation.changes : [null];
      return changes.map((change) => ({ operation, change, entries }));
    })
    .map((line) => sheetLine(columns.map(([, cell]) => cell(line, view))))
    .join("");
