import type { ActionCategory, ActionDeclaration, Danger } from "./define-action.js";
import { fieldsOfSchema } from "./json-schema.js";
import type { ActionCapability } from "./schemas/capabilities.js";

/** What is not known is taken for the strictest (U10). */
const dangerOf = (danger: string): Danger =>
  danger === "reversible" || danger === "outward" ? danger : "irreversible";

/**
 * An action of a backend's own as a declaration like the built-in ones: same button, form, preview and receipt in the
 * kit, same checks in a backend. Null for one that says nothing of itself.
 */
export const ownAction = ({ id, own }: ActionCapability): ActionDeclaration | null =>
  own
    ? {
        id,
        category: own.category as ActionCategory,
        title: own.title,
        summary: own.summary,
        submit: own.submit ?? own.title,
        done: own.done ?? own.title,
        past: own.past ?? own.title,
        icon: own.icon ?? "bolt",
        capability: id,
        permission: own.permission,
        danger: dangerOf(own.danger),
        holds: "outcome",
        problems: [],
        fields: fieldsOfSchema(own.input),
        example: {},
      }
    : null;
