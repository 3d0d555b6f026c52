import { esbuildPlugin } from "@web/dev-server-esbuild";
import { defaultReporter } from "@web/test-runner";
import { chromeLauncher } from "@web/test-runner-chrome";
import * as puppeteer from "puppeteer-core";
import { startBackendProcess } from "./test/support/backend-process.ts";
import { findBrowser } from "./test/support/browser.ts";

/** Runs the backend beside the tests and tells the page where it is, at `/__test/backend.json`. */
const backendPlugin = () => {
  let backend;
  return {
    name: "backend",
    serverStart: async () => void (backend = await startBackendProcess()),
    serverStop: () => backend?.stop(),
    serve: ({ path }) =>
      path === "/__test/backend.json"
        ? { body: JSON.stringify({ baseUrl: backend.address }), type: "json" }
        : undefined,
  };
};

/**
 * What a careful host allows, as a policy that reports and forbids nothing: tests and their runner do what the kit may not.
 */
const careful = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' http:",
  "connect-src http: ws:",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html memberkit",
].join("; ");

/** Every page of tests stands under that policy. */
const carefulPlugin = {
  name: "careful",
  transform: (context) =>
    void (context.response.is("html") && context.set("Content-Security-Policy-Report-Only", careful)),
};

/** A console.error that no test expects fails the test that runs; one that expects it puts its own in its place. */
const page = (testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <meta name="viewport" content="width=device-width" />
    <script>
      const print = console.error;
      console.error = (...args) => {
        print.apply(console, args);
        reportError(new Error("console.error: " + args.join(" ")));
      };
      // What the kit, or what it is built on, does against the policy of a careful host fails the test that runs.
      addEventListener("securitypolicyviolation", ({ sourceFile, violatedDirective, sample, lineNumber }) => {
        if (/^\\/(src|sdk|node_modules\\/(lit|lit-\\w+|@lit|ky|zod))\\//.test(new URL(sourceFile || "x:").pathname))
          reportError(new Error([violatedDirective, sourceFile, lineNumber, sample].join(" ")));
      });
    </script>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`;

const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];

/** Prints last `N passed, N failed`; a file that could not be loaded counts as a failure. */
const countReporter = {
  onTestRunFinished({ sessions }) {
    const tests = sessions.flatMap((session) => (session.testResults ? testsOf(session.testResults) : []));
    const passed = tests.filter((test) => test.passed && !test.skipped).length;
    const failed = tests.filter((test) => !test.passed && !test.skipped).length;
    const broken = sessions.filter(
      (session) =>
        !session.passed && !(session.testResults && testsOf(session.testResults).some((test) => !test.passed)),
    );
    console.log(`${passed} passed, ${failed + broken.length} failed`);
  },
};

/**
 * So tall that all of a profile is in view, where what loads once it is seen is there. The runner sets 600 pixels for
 * each file.
 */
const tallPage = async ({ context }) => {
  const page = await context.newPage();
  const setViewport = page.setViewport.bind(page);
  page.setViewport = ({ width }) => setViewport({ width, height: 8000 });
  return page;
};

const chromium = async () => {
  const { executablePath, args, env } = await findBrowser();
  return chromeLauncher({ launchOptions: { executablePath, args, env, headless: "shell" }, createPage: tallPage });
};

/** One page at a time: several lose each other's focus. Tests that emulate media (print, forced colours) fail in it. */
const firefox = (executablePath) =>
  chromeLauncher({
    puppeteer,
    concurrency: 1,
    launchOptions: { browser: "firefox", executablePath, headless: true, env: { ...process.env, TZ: "UTC" } },
    createPage: tallPage,
  });

const { FIREFOX_PATH } = process.env;

/** Started by `node --import tsx`, since it imports TypeScript. */
export default {
  files: "test/src/**/*.test.ts",
  nodeResolve: { exportConditions: ["development", "browser"] },
  plugins: [backendPlugin(), carefulPlugin, esbuildPlugin({ ts: true, tsconfig: "tsconfig.json", target: "es2022" })],
  browsers: [FIREFOX_PATH ? firefox(FIREFOX_PATH) : await chromium()],
  concurrency: 2,
  testFramework: { config: { timeout: 20_000 } },
  testRunnerHtml: page,
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countReporter],
  filterBrowserLogs: ({ args: [first] }) => !String(first).includes("Lit is in dev mode"),
  coverageConfig: {
    include: ["src/**/*.ts", "sdk/**/*.ts"],
    report: true,
    reportDir: "coverage/browser",
    reporters: ["lcov", "json-summary"],
  },
};
