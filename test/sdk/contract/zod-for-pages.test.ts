import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { inspect } from "node:util";
import { build } from "esbuild";
import type * as z from "zod/mini";
import { check } from "../../../sdk/client/checking.js";
import { ContractError } from "../../../sdk/client/errors.js";
import { type Route, allRoutes } from "../../../sdk/contract/index.js";
import * as forPages from "../../../sdk/contract/zod-for-pages.js";

/** The routes as the build for pages has them. */
const loadForPages = async (): Promise<Record<string, Route>> => {
  const { outputFiles } = await build({
    entryPoints: ["sdk/contract/all-routes.ts"],
    bundle: true,
    write: false,
    format: "esm",
    alias: { "zod/mini": path.resolve("sdk/contract/zod-for-pages.ts") },
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
  return ((await import(`data:text/javascript;base64,${code}`)) as { allRoutes: Record<string, Route> }).allRoutes;
};

/** What zod says of itself, as far as answers use it. */
interface Def {
  readonly type: string;
  readonly format?: string;
  readonly innerType?: Described;
  readonly element?: Described;
  readonly options?: readonly Described[];
  readonly shape?: Readonly<Record<string, Described>>;
}
interface Described {
  readonly _zod: { readonly def: Def };
}

/** A value with every field there is, and one that there is not. */
const example = ({ _zod: { def } }: Described): unknown => {
  const [first] = def.options ?? [];
  if (def.shape) {
    const fields = Object.entries(def.shape).map(([key, field]) => [key, example(field)]);
    return { ...Object.fromEntries(fields), unknown: 1 };
  }
  if (def.element) return [example(def.element), example(def.element)];
  const inner = def.innerType ?? first;
  if (inner) return example(inner);
  const simple: Record<string, unknown> = { string: "text", number: 7, boolean: true };
  if (def.format === "datetime") return "2026-11-21T10:00:00Z";
  assert.ok(def.type in simple, `${def.type} is new in answers.`);
  return simple[def.type];
};

type Place = readonly string[];

/** Every place in a value. Of a list, what stands in its first item: the others have the same schema. */
const placesIn = (value: unknown, at: Place = []): Place[] => {
  if (typeof value !== "object" || value === null) return [at];
  const inside = Object.entries(value).flatMap(([key, part]) =>
    Array.isArray(value) && key !== "0" ? [[...at, key]] : placesIn(part, [...at, key]),
  );
  return [at, ...inside];
};

const MISSING = Symbol("missing");
const strange = [
  ...[MISSING, null, true, "", "text", "2026-13-40T99:00:00Z", "2026-11-21T10:00:00Z", [], [null], {}, { id: "x" }],
  ...[0, -1, 0.5, 2 ** 53, -(2 ** 53), Number.POSITIVE_INFINITY],
];

/** A copy with another value in one place. */
const changed = (value: unknown, [key, ...rest]: Place, other: unknown): unknown => {
  if (key === undefined) return other === MISSING ? undefined : other;
  if (typeof value !== "object" || value === null || !(key in value)) return value;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
  if (rest.length === 0 && other === MISSING && !Array.isArray(copy)) Reflect.deleteProperty(copy, key);
  else copy[key] = changed(copy[key], rest, other);
  return copy;
};

const verdictOf = (schema: z.ZodMiniType, value: unknown): string => {
  try {
    check(schema, value);
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof ContractError, String(error));
    return error.message;
  }
};

test("with any value in any place of any answer, pages say what zod says of it, and take what zod takes", async () => {
  const pages = await loadForPages();
  const seen = new Set<string>();
  let compared = 0;
  for (const [name, { answer }] of Object.entries(allRoutes)) {
    const known: z.ZodMiniType = await answer();
    const ours = await pages[name]?.answer();
    assert.ok(ours, name);
    const whole = example(known);
    if (seen.has(JSON.stringify(whole))) continue;
    seen.add(JSON.stringify(whole));
    const places = placesIn(whole);
    const compare = (value: unknown, where: string): void => {
      compared++;
      assert.equal(verdictOf(ours, value), verdictOf(known, value), `${name} ${where}`);
      const result = known.safeParse(value);
      if (result.success) assert.deepEqual(ours.safeParse(value), result, `${name} ${where}`);
    };
    compare(whole, "as it is");
    for (const [index, place] of places.entries())
      for (const [kind, other] of strange.entries()) {
        const once = changed(whole, place, other);
        compare(once, `${place.join("/")} ${inspect(other)}`);
        // Two at once: which of them is named first counts too.
        const second = places[(index * 7 + kind) % places.length] ?? [];
        compare(changed(once, second, strange[(kind + 1) % strange.length]), `${place.join("/")} ${second.join("/")}`);
      }
  }
  assert.ok(compared > 10_000, `${compared} were compared.`);
});

test("a loose object keeps what it does not know, as zod's does", () => {
  const schema = forPages.looseObject({ id: forPages.string() });
  assert.deepEqual(schema.safeParse({ id: "a", more: 1 }), { success: true, data: { id: "a", more: 1 } });
  assert.equal(schema.safeParse({ more: 1 }).success, false);
});
