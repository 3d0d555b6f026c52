// Plain JavaScript, since Node loads a reporter before anything that could read TypeScript.
import path from "node:path";
import { inspect } from "node:util";

/** A file that registered no test is reported by its own path: it tests nothing, so it fails. */
const isEmptyFile = ({ name, file, nesting }) => nesting === 0 && file !== undefined && path.resolve(name) === file;
const isParent = ({ details }) => details.type === "suite" || details.error?.failureType === "subtestsFailed";

const describeFailure = ({ name, file, details: { error } }) => {
  const cause = inspect(error?.cause ?? error ?? "It registers no test.");
  return `\n✗ ${name}\n  ${path.relative(".", file ?? "")}\n${cause.replace(/^/gm, "    ")}\n`;
};

/** Prints what failed, what the tests themselves print as errors, and last `N passed, N failed`. */
export default async function* reporter(source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === "test:stderr") yield data.message;
    if ((type !== "test:pass" && type !== "test:fail") || isParent(data)) continue;
    if (data.skip !== undefined) yield `- skipped: ${data.name}\n`;
    else if (type === "test:pass" && !isEmptyFile(data)) passed++;
    else {
      failed++;
      yield describeFailure(data);
    }
  }
  yield `${passed} passed, ${failed} failed\n`;
}
