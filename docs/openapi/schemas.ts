import * as z from "zod/mini";
import * as audit from "../../sdk/contract/bulk/audit.js";
import * as bulkAnswers from "../../sdk/contract/bulk/answers.js";
import * as bulkRequests from "../../sdk/contract/bulk/requests.js";
import { bodyOf } from "../../sdk/contract/bodies.js";
import { catalogue, allRoutes, type ActionDeclaration, type Route, type RouteId } from "../../sdk/contract/index.js";
import { inputSchemaOf } from "../../sdk/contract/input-schema.js";
import * as capabilities from "../../sdk/contract/schemas/capabilities.js";
import * as change from "../../sdk/contract/schemas/change.js";
import * as common from "../../sdk/contract/schemas/common.js";
import * as inputs from "../../sdk/contract/schemas/inputs.js";
import * as library from "../../sdk/contract/schemas/library.js";
import * as member from "../../sdk/contract/schemas/member.js";
import * as memberViews from "../../sdk/contract/schemas/member-views.js";
import * as operation from "../../sdk/contract/schemas/operation.js";
import * as operator from "../../sdk/contract/schemas/operator.js";
import * as problem from "../../sdk/contract/schemas/problem.js";
import * as reveal from "../../sdk/contract/schemas/reveal.js";
import * as requests from "../../sdk/contract/schemas/requests.js";
import * as simulation from "../../sdk/contract/schemas/simulation.js";
import * as wallet from "../../sdk/contract/schemas/wallet.js";
import { withValues } from "./values.js";

/** A JSON Schema, or any other part of the document. */
export type Json = Record<string, unknown>;

export const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
export const inputName = (name: string): string => `${pascal(name)}Input`;
export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const modules = [
  common,
  inputs,
  capabilities,
  operator,
  member,
  memberViews,
  wallet,
  library,
  operation,
  simulation,
  reveal,
  problem,
  requests,
  change,
  bulkAnswers,
  audit,
  bulkRequests,
];
const isSchema = (value: unknown): value is z.ZodMiniType =>
  typeof value === "object" && value !== null && "_zod" in value;
const named = modules.flatMap((module) =>
  Object.entries(module).filter((entry): entry is [string, z.ZodMiniType] => isSchema(entry[1])),
);

/** Says what each group of an action's fields needs, and that no other group may be touched beside it. */
const alternativesOf = ({ alternatives }: ActionDeclaration): Json => {
  const groups = Object.values(alternatives ?? {});
  if (groups.length === 0) return {};
  const untouched = (chosen: (typeof groups)[number]) =>
    groups.flatMap(({ fields }) => fields).filter((field) => !chosen.fields.includes(field));
  return {
    oneOf: groups.map((group) => ({
      title: group.label,
      required: group.fields,
      properties: Object.fromEntries(untouched(group).map((field) => [field, false])),
    })),
  };
};

/** The declaration's own words, beside what the schema says. */
const describe = (action: ActionDeclaration, schema: Json): Json => {
  const properties = Object.entries(schema.properties as Record<string, Json>).map(([name, property]) => {
    const { kind, label, help, min = 0 } = action.fields[name] ?? {};
    const signed = kind === "amount" && min < 0 && { not: { const: 0 } };
    return [name, { ...property, ...signed, ...(label && { title: label }), ...(help && { description: help }) }];
  });
  return {
    ...schema,
    properties: Object.fromEntries(properties) as Json,
    ...alternativesOf(action),
    examples: [action.example],
  };
};

interface Names {
  schemas: Map<z.ZodMiniType, string>;
  /** The name of each route's answer. A page is made anew at each call, so it is known by its route. */
  answers: Map<string, string>;
}

/** Every schema that a route or an action speaks, by its name in the document. */
const namesOf = async (): Promise<Names> => {
  const names: Names = { schemas: new Map(named.map(([name, schema]) => [schema, name])), answers: new Map() };
  for (const [id, route] of Object.entries<Route>(allRoutes)) {
    const answer = await route.answer();
    const name = names.schemas.get(answer) ?? `${pascal(id)}Answer`;
    names.schemas.set(answer, name);
    names.answers.set(id, name);
  }
  for (const [name, action] of Object.entries(catalogue)) names.schemas.set(inputSchemaOf(action), inputName(name));
  return names;
};

const toJsonSchemas = (names: Names["schemas"]): Map<string, Json> => {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => reference(id).$ref, io: "input" });
  const ownKeywords = (schema: object) =>
    Object.entries(schema).filter(([keyword]) => keyword !== "$schema" && keyword !== "$id");
  return new Map(Object.entries(schemas).map(([name, schema]) => [name, Object.fromEntries(ownKeywords(schema))]));
};

/** The schemas of `components`, and the names of those that routes take and answer. */
export const documentSchemas = async () => {
  const names = await namesOf();
  const schemas = toJsonSchemas(names.schemas);
  for (const [name, action] of Object.entries(catalogue))
    schemas.set(inputName(name), describe(action, schemas.get(inputName(name)) ?? {}));
  return {
    schemas: Object.fromEntries([...schemas].map(([name, schema]) => [name, withValues(name, schema)])),
    answerName: (routeId: string) => names.answers.get(routeId) ?? "",
    bodyName: (routeId: RouteId) => {
      const body = bodyOf(routeId);
      return body ? (names.schemas.get(body) ?? "") : null;
    },
  };
};
