import type { Result } from "./run.js";
import type { Sentence } from "./sentence.js";

/** Where the contract says what a sentence holds a backend to. */
const contractOf = ({ rule }: Sentence): string => `contract.md#${rule}`;

const marks = { pass: "✓", fail: "✗", skip: "–", untried: "?" } as const;

const indented = (text: string, mark: string): string =>
  text
    .split("\n")
    .map((line) => `      ${mark} ${line}`.trimEnd())
    .join("\n");

/** A result as a person reads it: what fails says what was asked and answered, and where the contract says otherwise. */
export const linesOf = ({ sentence, outcome, why, exchange }: Result): string => {
  const head = `  ${marks[outcome]} ${sentence.id.padEnd(6)} ${sentence.says}`;
  if (outcome === "pass") return head;
  const told = exchange ? [indented(exchange.request, ">"), indented(exchange.answer, "<")] : [];
  const rule = outcome === "fail" ? [`      ${contractOf(sentence)}`] : [];
  return [head, `      ${why}`, ...rule, ...told].join("\n");
};

const levels = ["core", "preview", "bulk"] as const;

const countOf = (results: readonly Result[], outcome: Result["outcome"]): number =>
  results.filter((result) => result.outcome === outcome).length;

/** How each level comes out, and what is to be given so that all of it is tried. */
export const summaryOf = (results: readonly Result[]): string => {
  const counts = levels.map((level) => {
    const of = results.filter(({ sentence }) => sentence.level === level);
    const [passed, failed, skipped, untried] = (["pass", "fail", "skip", "untried"] as const).map((outcome) =>
      countOf(of, outcome),
    );
    return `${level.padEnd(8)} ${passed} hold, ${failed} fail, ${skipped} are not offered, ${untried} were not tried`;
  });
  const missing = results.filter(({ outcome }) => outcome === "untried").map(({ why }) => `  ${why}`);
  const untried = missing.length === 0 ? [] : ["", "Nothing is proven of what was not tried:", ...new Set(missing)];
  return [...counts, ...untried].join("\n");
};

/** 0 where all that is offered holds, 1 where a sentence fails, 3 where none fails and some were not tried. */
export const exitCodeOf = (results: readonly Result[]): 0 | 1 | 3 => {
  if (countOf(results, "fail") > 0) return 1;
  return countOf(results, "untried") > 0 ? 3 : 0;
};

/** The same for programs. */
export const jsonOf = (results: readonly Result[]): string =>
  JSON.stringify(
    results.map(({ sentence: { id, rule, level, says }, outcome, why, exchange }) => ({
      ...{ id, rule, level, says, outcome },
      ...(why && { why }),
      ...(exchange && { exchange }),
    })),
    null,
    2,
  );

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as XML takes it: of control characters it has no form, so they are left out. */
const xml = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => entities[char] ?? char).replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/gu, "");

const testcase = ({ sentence, outcome, why, exchange }: Result): string => {
  const name = `<testcase classname="${sentence.rule}" name="${xml(`${sentence.id} ${sentence.says}`)}"`;
  if (outcome === "pass") return `${name}/>`;
  if (outcome !== "fail") return `${name}><skipped message="${xml(why)}"/></testcase>`;
  const told = `${contractOf(sentence)}\n\n${exchange?.request ?? ""}\n\n${exchange?.answer ?? ""}`;
  return `${name}><failure message="${xml(why)}">${xml(told)}</failure></testcase>`;
};

/** The same for what reads JUnit's XML: a suite for each rule. */
export const junitOf = (results: readonly Result[]): string => {
  const rules = [...new Set(results.map(({ sentence }) => sentence.rule))];
  const suites = rules.map((rule) => {
    const of = results.filter(({ sentence }) => sentence.rule === rule);
    const skipped = countOf(of, "skip") + countOf(of, "untried");
    return `<testsuite name="${rule}" tests="${of.length}" failures="${countOf(of, "fail")}" skipped="${skipped}">
${of.map(testcase).join("\n")}
</testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>\n`;
};
