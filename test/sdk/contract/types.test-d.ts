/** Checked by the compiler alone: each `@ts-expect-error` fails the build when the line below it begins to compile. */
import {
  amountField,
  currencyField,
  defineAction,
  optional,
  noteField,
  type Client,
  type InputOfAction,
} from "../../../sdk/index.js";
import type { handlers } from "../../../server/actions/index.js";
import type { Handler } from "../../../server/domain/handler.js";

declare const client: Client;

const declaration = {
  id: "add",
  category: "assets",
  title: "Bonus",
  summary: "More",
  submit: "Give",
  done: "Given",
  past: "Bonus",
  icon: "plus",
  capability: "ledger.bonus",
  danger: "reversible",
  holds: "outcome",
  problems: [],
} as const;
const fields = {
  currency: currencyField("Currency"),
  amount: amountField("Amount"),
  note: optional(noteField("Note")),
};

defineAction({ ...declaration, fields, example: { currency: "points", amount: 1 } });
// @ts-expect-error an example's amount is a number
defineAction({ ...declaration, fields, example: { currency: "points", amount: "100" } });
// @ts-expect-error a required field is missing from the example
defineAction({ ...declaration, fields, example: { currency: "points" } });
// @ts-expect-error there is no such field
defineAction({ ...declaration, fields, example: { currency: "points", amount: 1, colour: "red" } });
// @ts-expect-error there is no such danger
defineAction({ ...declaration, danger: "harmless", fields, example: { currency: "points", amount: 1 } });
// @ts-expect-error there is no such problem
defineAction({ ...declaration, problems: ["bad-luck"], fields, example: { currency: "points", amount: 1 } });
defineAction({
  ...declaration,
  fields,
  example: { currency: "points", amount: 1 },
  // @ts-expect-error an alternative names a field that there is not
  alternatives: { other: { label: "Other", fields: ["colour"] } },
});

void client.actions.add("m_1", { currency: "points", amount: 100, reference: "T-4711" });
// @ts-expect-error an amount is a number
void client.actions.add("m_1", { currency: "points", amount: "100" });
// @ts-expect-error a currency is needed
void client.actions.add("m_1", { amount: 100 });
// @ts-expect-error there is no such field
void client.actions.add("m_1", { currency: "points", amount: 100, colour: "red" });
// @ts-expect-error an id is needed
void client.actions.add({ currency: "points", amount: 100 });
// @ts-expect-error an e-mail has a template and no text of one's own (S0-17)
void client.actions.sendEmail("m_1", { templateId: "tpl_email_thanks", body: "Hi" });
// @ts-expect-error the contract has no such action
export type Levitate = Client["actions"]["levitate"];
// @ts-expect-error a preview takes the same input
void client.previews.redeem("m_1", { currency: "points" });
void client.run("acme-bonus", "m_1", { days: 3 });

type Handlers = typeof handlers;
declare const all: Handlers;
const { add, ...withoutAdd } = all;
// @ts-expect-error a missing handler
const incomplete: Handlers = withoutAdd;
// @ts-expect-error a handler of another action
const swapped: Handler<"send-sms"> = add;
const input: InputOfAction<"punch-card"> = { punchCardId: "card_coffee" };
export { incomplete, input, swapped };
