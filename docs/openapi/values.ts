import { problems } from "../../sdk/contract/index.js";
import type { Json } from "./schemas.js";

/** The values that a backend may write where a kit reads any text, so that an older kit meets a newer backend's without failing. */
interface Values {
  readonly values: readonly string[];
  /** A backend may have further ones of its own: the kit shows them by their own name. */
  readonly open?: true;
}

const channels = { values: ["sms", "email", "push"] };
const memberStatuses: Values = { values: ["active", "blocked", "pending", "deleted"], open: true };

/** By schema and property. */
const valuesOf: Readonly<Record<string, Values>> = {
  "Account.currency": { values: ["points", "credits"], open: true },
  "ActionCapability.firesRules": { values: ["yes", "no", "unknown"] },
  "ActionCapability.noteSeenBy": { values: ["internal", "member"] },
  "ActionCapability.undo": { values: ["exact", "compensating", "none"] },
  "ActionCapability.own.danger": { values: ["reversible", "outward", "irreversible"] },
  "ActionCapability.own.category": { values: ["assets", "communication", "delete", "tags"], open: true },
  "Capabilities.level": { values: ["core", "preview", "bulk"] },
  "Capabilities.preview": { values: ["exact", "estimate", "none"] },
  "Capabilities.idempotency": { values: ["native", "gateway", "none"] },
  "Capabilities.tagCase": { values: ["exact", "folded"] },
  "Capabilities.modules": { values: ["gifts", "punch-cards", "messages", "tags"], open: true },
  "ChannelCapability.channel": channels,
  "Consent.channel": channels,
  "Currency.kind": { values: ["points", "credits", "stamps", "money"] },
  "Detail.kind": { values: ["text", "email", "phone", "date", "language", "branch", "number", "boolean", "id"] },
  "Effect.kind": { values: ["gift", "punch", "tag", "purchase", "erasure"], open: true },
  "HeldGift.status": { values: ["active", "used", "expired", "revoked"] },
  "HeldPunchCard.status": { values: ["active", "full", "expired"] },
  "Member.status": memberStatuses,
  "MemberSummary.status": memberStatuses,
  "Message.channel": channels,
  "Message.status": { values: ["simulated", "queued", "sent", "delivered", "blocked", "failed", "unknown"] },
  "Message.reason": { values: ["no-consent", "no-address", "erased", "rejected", "no-answer"], open: true },
  "Operation.status": {
    values: ["simulated", "applied", "pending", "awaiting_approval", "rejected", "failed", "reversed", "unknown"],
  },
  "Operation.source": { values: ["manual", "rule", "pos", "campaign", "program"], open: true },
  "OperatorLimit.per": { values: ["operation", "day"] },
  "Problem.code": { values: Object.keys(problems) },
  "ReasonRule.note": { values: ["hidden", "optional", "required"] },
  "ReasonRule.reasonCode": { values: ["hidden", "optional", "required"] },
  "SearchCapability.exact": { values: ["name", "email", "phone", "id", "support-id", "card", "external-id"] },
  "SearchCapability.prefix": { values: ["name", "email", "phone", "id", "support-id", "card", "external-id"] },
  "Settlement.state": { values: ["settled", "running", "voided", "unknown"] },
  "Template.channel": channels,
};

const describe = (schema: Json, { values, open }: Values): Json => {
  if (schema.items) return { ...schema, items: describe(schema.items as Json, { values, ...(open && { open }) }) };
  if (schema.anyOf) {
    const forms = (schema.anyOf as Json[]).map((form) =>
      form.type === "string" ? describe(form, { values, ...(open && { open }) }) : form,
    );
    return { ...schema, anyOf: forms };
  }
  return open
    ? { ...schema, description: `One of the backend's own, or ${values.join(", ")}.`, examples: values }
    : { ...schema, enum: values };
};

/** The schema with the values of its properties spelled out. */
export const withValues = (name: string, schema: Json): Json => {
  const { properties, ...rest } = schema as { properties?: Record<string, Json> };
  if (!properties) return schema;
  const spelled = Object.entries(properties).map(([property, own]) => {
    const values = valuesOf[`${name}.${property}`];
    return [property, values ? describe(own, values) : withValues(`${name}.${property}`, own)];
  });
  return { ...rest, properties: Object.fromEntries(spelled) as Json };
};

/** Every property that has values, for the test that each is in the document. */
export const propertiesWithValues: readonly string[] = Object.keys(valuesOf);
