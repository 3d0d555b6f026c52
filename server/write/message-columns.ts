import type { Insertable } from "kysely";
import type { Message } from "../../sdk/contract/index.js";
import type { Schema } from "../postgres/schema.js";

/** A message as its row holds it: what it says, what it costs, and what became of it. */
export const messageColumns = ({ template, to, cost, ...message }: Omit<Message, "beyondGsm">) =>
  ({
    channel: message.channel,
    template_id: template?.id ?? null,
    template_name: template?.name ?? null,
    to_address: to,
    subject: message.subject,
    body: message.body,
    segments: message.segments,
    cost_amount: cost?.amount ?? null,
    cost_currency: cost?.currency ?? null,
    cost_scale: cost?.scale ?? null,
    consent: message.consent,
    status: message.status,
    reason: message.reason,
  }) satisfies Partial<Insertable<Schema["message"]>>;
