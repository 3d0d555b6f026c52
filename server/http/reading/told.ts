import type { Effect, Message, Operation } from "../../../sdk/contract/index.js";
import type { OperationRow } from "./operations.js";

const textOf = ({ texts }: OperationRow, field: string): string | null => texts.find((text) => text.field === field)?.text ?? null;

const effectOf = (row: OperationRow, effect: Effect): Effect => {
  const tag = effect.kind === "tag" ? textOf(row, "tag") : null;
  return tag === null ? effect : { ...effect, subject: { id: tag, name: tag } };
};

const messageOf = (kept: Message | null, row: OperationRow): Message | null => {
  if (!kept || row.message_id === null) return kept;
  const { to_address: to, subject, body, message_reason: reason } = row;
  return { ...kept, to, subject, body, reason, status: row.message_status ?? kept.status };
};

/** An operation as it stands now: its receipt, with the texts that are kept apart and what became of it since. */
export const toldOf = (row: OperationRow): Operation => {
  const kept = JSON.parse(row.receipt ?? "{}") as Operation;
  return {
    ...kept,
    status: row.reversed_by === null ? kept.status : "reversed",
    note: textOf(row, "note"),
    message: messageOf(kept.message, row),
    effects: kept.effects.map((effect) => effectOf(row, effect)),
    reversible: row.reversed_by === null ? kept.reversible : null,
    reversedBy: row.reversed_by,
  };
};
