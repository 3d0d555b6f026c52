import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBackend, type TestBackend } from "../../support/backend.js";
import { ORIGIN, referenceTarget } from "../reference.js";
import { type Result, runConformance } from "../run.js";
import type { Sentence } from "../sentence.js";
import { sentences } from "../sentences/index.js";
import type { Target } from "../target.js";
import type { Broken } from "./breaking.js";
import { broken } from "./index.js";

let backend: TestBackend;
let target: Target;
before(async () => {
  backend = await startBackend({ origins: [ORIGIN] });
  target = await referenceTarget(backend);
});
after(() => backend.close());

/** The sentence that has to find it. */
const sentenceFor = ({ foundBy }: Broken): Sentence => {
  const [found, ...others] = sentences.filter(({ says }) => says.startsWith(foundBy));
  assert.ok(found && others.length === 0, `One sentence begins with "${foundBy}".`);
  return found;
};

const tokenOf =
  (tried: Target) =>
  async (who: Parameters<Target["token"]>[0]): Promise<string> =>
    (await tried.token(who)) ?? "";

/** Somebody is erased in these, and nobody is twice. */
const erases = ({ foundBy }: Broken): boolean =>
  /^(?:of who was erased|a certificate|what a certificate)/.test(foundBy);

const resultOf = async (each: Broken): Promise<Result | undefined> => {
  const tried = erases(each) ? await referenceTarget(backend) : target;
  const failing = each.make({ real: backend.fetch, token: tokenOf(tried) });
  const fetch: typeof globalThis.fetch = (input, init) => failing(new Request(input, init));
  let last: Result | undefined;
  for await (const result of runConformance({ ...tried, fetch }, [sentenceFor(each)])) last = result;
  return last;
};

for (const each of broken)
  test(`S22 ${each.fault}: found`, async () => {
    const result = await resultOf(each);
    assert.equal(result?.outcome, "fail", result?.why);
  });

/** What schemas alone decide a backend may break in any way. */
test("S22 each sentence finds at least one of them", () => {
  const needless = sentences.filter(
    ({ says }) =>
      !says.endsWith("answers as its schema says") && !broken.some(({ foundBy }) => says.startsWith(foundBy)),
  );
  assert.deepEqual(
    needless.map(({ says }) => says),
    [],
  );
});
