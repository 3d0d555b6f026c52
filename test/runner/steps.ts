import { STATEMENTS_FOLDER } from "../support/statements-folder.js";

/** One part of `npm test`. */
export interface Step {
  name: string;
  command: readonly string[];
  /** A check counts as one; a suite prints `N passed, N failed` last and counts as its tests. */
  kind: "check" | "suite";
  /** Names of the steps that must have passed before. */
  after?: readonly string[];
  /** It uses both cores by itself, so it runs alone. */
  alone?: boolean;
  /** Variables of its own. */
  env?: Readonly<Record<string, string>>;
}

const bin = (name: string) => `node_modules/.bin/${name}`;
const node = ["node", "--import", "tsx"] as const;

/** A file that hangs fails by its name, before the whole suite is ended without a word. */
const FILE_LIMIT_MS = 240_000;

/**
 * Runs compiled files of node:test, two at a time. PGlite is not compiled a second time, for speed: a test file ends
 * before that pays, and takes a third less of the processor without.
 */
export const nodeTests = (...files: readonly string[]) => [
  "node",
  "--liftoff-only",
  "--enable-source-maps",
  "--test",
  "--test-concurrency=2",
  `--test-timeout=${FILE_LIMIT_MS}`,
  "--test-reporter=./test/runner/reporter.mjs",
  ...files,
];

/** Runs browser tests: all of them, or the files named. */
export const browserTests = (...files: readonly string[]) => [
  ...node,
  "node_modules/@web/test-runner/dist/bin.js",
  ...(files.length ? ["--files", ...files] : []),
];

/**
 * Where one works, only changed files are linted; what a change does to the types of others is seen by a whole lint, as
 * CI does it and `npm run lint`.
 */
const lintCache = process.env.CI
  ? []
  : ["--cache", "--cache-strategy=content", "--cache-location=node_modules/.cache/eslint/"];

/** Compiled node tests. */
interface Compiled {
  readonly files: readonly string[];
  readonly builtFiles: readonly string[];
  /** What reads the statements that `files` have sent. */
  readonly recordedFile: string;
}

/** What `npm test` runs: what needs one core in pairs, then what needs both. Statements are recorded in a folder. */
export const steps = ({ files, builtFiles, recordedFile }: Compiled, statements: string): Step[] => [
  { name: "build", kind: "check", command: ["npm", "run", "--silent", "build"] },
  { name: "types", kind: "check", command: [bin("tsc"), "-p", "."] },
  { name: "lint", kind: "check", command: [bin("eslint"), "--max-warnings=0", ...lintCache, "."] },
  { name: "storybook build", kind: "check", command: ["npm", "run", "--silent", "storybook:build"] },
  { name: "templates", kind: "check", command: ["npm", "run", "--silent", "lint:templates"] },
  { name: "format", kind: "check", command: ["npm", "run", "--silent", "format:check"] },
  {
    name: "node tests",
    kind: "suite",
    command: nodeTests(...files),
    alone: true,
    env: { [STATEMENTS_FOLDER]: statements },
  },
  {
    name: "statements",
    kind: "suite",
    command: nodeTests(recordedFile),
    alone: true,
    env: { [STATEMENTS_FOLDER]: statements },
  },
  { name: "browser tests", kind: "suite", command: browserTests(), alone: true },
  { name: "built package", kind: "suite", command: nodeTests(...builtFiles), after: ["build"], alone: true },
  {
    name: "stories",
    kind: "suite",
    command: [...node, "test/stories/run.ts"],
    after: ["storybook build"],
    alone: true,
  },
  {
    name: "pages",
    kind: "suite",
    command: [...node, "test/stories/pages.ts"],
    after: ["storybook build"],
    alone: true,
  },
];
