import { Ajv, type ValidateFunction } from "ajv";

type Schema = Readonly<Record<string, unknown>>;

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Operation {
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

/** As much of an OpenAPI 3.0 document as is looked at. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A schema that also refuses what it doesn't name: a field that was made up shows. Beside a reference nothing counts. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isRecord(schema)) return schema;
  if (typeof schema.$ref === "string") {
    const reference = { $ref: schema.$ref.replace("#/components/schemas/", "") };
    return schema.nullable === true ? { anyOf: [reference, { enum: [null] }] } : reference;
  }
  const inside = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return "properties" in schema && !("additionalProperties" in schema)
    ? { ...inside, additionalProperties: false }
    : inside;
};

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);

/** Paths with fewer parameters come first: `/groups` is no customer. */
const parametersIn = (path: string): number => path.split("{").length;

/**
 * Holds what is sent to a vendor, and what its double answers, to the vendor's own document. `fetch` passes each request on to
 * the double; what breaks the document is in `breaches`.
 */
export const holdToDocument = (
  { paths, components }: OpenApiDocument,
  double: (request: Request) => Promise<Response>,
): {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly breaches: readonly string[];
  readonly seen: ReadonlySet<string>;
} => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const [name, schema] of Object.entries(components.schemas)) ajv.addSchema(closed(schema) as Schema, name);
  const known = Object.keys(paths).sort((a, b) => parametersIn(a) - parametersIn(b));
  const compiled = new WeakMap<object, ValidateFunction>();
  const breaches: string[] = [];
  const seen = new Set<string>();
  const check = (what: string, media: Media | undefined, text: string): void => {
    const schema = media?.content?.["application/json"]?.schema;
    if (!schema) {
      if (text !== "") breaches.push(`${what}: the document has no body here`);
      return;
    }
    const validate = compiled.get(schema) ?? ajv.compile(closed(schema) as Schema);
    compiled.set(schema, validate);
    if (!validate(JSON.parse(text)))
      breaches.push(`${what}: ${ajv.errorsText(validate.errors)}: ${text.slice(0, 300)}`);
  };
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const method = request.method.toLowerCase();
    const path = known.find((each) => patternOf(each).test(pathname) && method in (paths[each] ?? {}));
    const operation = path === undefined ? undefined : (paths[path]?.[method] as Operation);
    const what = `${request.method} ${path ?? pathname}`;
    if (!operation) {
      breaches.push(`${what}: the document has no such route`);
      return double(request);
    }
    seen.add(what);
    for (const name of searchParams.keys())
      if (!operation.parameters?.some((each) => each.in === "query" && each.name === name))
        breaches.push(`${what}: there is no parameter ${name}`);
    check(`${what}, request`, operation.requestBody, await request.clone().text());
    const response = await double(request);
    check(`${what}, answer ${response.status}`, operation.responses["200"], await response.clone().text());
    return response;
  };
  return { fetch, breaches, seen };
};
