import { Ajv, type ValidateFunction } from "ajv";

type Schema = Readonly<Record<string, unknown>>;

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Parameter {
  readonly name?: string;
  readonly in?: string;
  readonly $ref?: string;
}

interface Operation {
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
  readonly parameters?: readonly Parameter[];
}

/** As much of an OpenAPI document (3.0 or 3.1) as is looked at. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly parameters?: Readonly<Record<string, Parameter>>;
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A schema that also refuses what it doesn't name: a field that was made up shows. Beside a reference nothing counts. Parts of a
 * whole (`allOf`) name what is theirs alone, and refuse nothing.
 */
const closed = (schema: unknown, isPart = false): unknown => {
  if (Array.isArray(schema)) return schema.map((each) => closed(each, isPart));
  if (!isRecord(schema)) return schema;
  const { nullable, ...given } = schema;
  const made = closedRecord(given, isPart);
  return nullable === true ? { anyOf: [made, { enum: [null] }] } : made;
};

const closedRecord = (schema: Readonly<Record<string, unknown>>, isPart: boolean): object => {
  if (typeof schema.$ref === "string") return { $ref: schema.$ref.replace("#/components/schemas/", "") };
  const inside = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, closed(value, name === "allOf")]),
  );
  return "properties" in schema && !("additionalProperties" in schema || "allOf" in schema || isPart)
    ? { ...inside, additionalProperties: false }
    : inside;
};

/** The schemas that are parts of others. */
const partsIn = (schema: unknown, isPart = false): string[] => {
  if (Array.isArray(schema)) return schema.flatMap((each) => partsIn(each, isPart));
  if (!isRecord(schema)) return [];
  const own = isPart && typeof schema.$ref === "string" ? [schema.$ref.replace("#/components/schemas/", "")] : [];
  return [...own, ...Object.entries(schema).flatMap(([name, value]) => partsIn(value, name === "allOf"))];
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
  const parts = new Set(partsIn({ paths, components }));
  for (const [name, schema] of Object.entries(components.schemas))
    ajv.addSchema(closed(schema, parts.has(name)) as Schema, name);
  const isParameter = (each: Parameter, name: string): boolean => {
    const reference = each.$ref?.split("/").at(-1);
    const { in: place, name: called } = (reference === undefined ? each : components.parameters?.[reference]) ?? {};
    // Of an object in the query, each value has its path in brackets.
    return place === "query" && (called === name || called === name.split("[")[0]);
  };
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
      if (!operation.parameters?.some((each) => isParameter(each, name)))
        breaches.push(`${what}: there is no parameter ${name}`);
    check(`${what}, request`, operation.requestBody, await request.clone().text());
    const response = await double(request);
    // A document that names no errors answers them in the shape of all else.
    const answer = operation.responses[response.status] ?? operation.responses["200"];
    check(`${what}, answer ${response.status}`, answer, await response.clone().text());
    return response;
  };
  return { fetch, breaches, seen };
};
