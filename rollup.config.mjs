import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import esbuild from "rollup-plugin-esbuild";
import minifyTemplateLiterals from "rollup-plugin-minify-template-literals";
import ts from "typescript";

const resolve = () => nodeResolve({ exportConditions: ["production", "browser"], extensions: [".ts", ".mjs", ".js"] });
/** What pages load checks answers without zod, with the same verdicts. */
const schemasForPages = {
  name: "schemas-for-pages",
  resolveId: (id) => (id === "zod/mini" ? path.resolve(import.meta.dirname, "sdk/contract/zod-for-pages.ts") : null),
};
/** What a route says to its readers stays with the documents, and its type with the compiler: a page only asks it. */
const routesWithoutWords = {
  name: "routes-without-words",
  transform: (code, id) =>
    /\/sdk\/contract\/(bulk\/)?[\w-]*routes\.ts$/.test(id)
      ? {
          code: code
            .replace(
              /^( +)(?:summary|level|must|problems|query|requires|takes|writes):(?: .*|\n\1 .*| \[\n(?:\1 .*\n)+\1\]),$/gm,
              "",
            )
            .replaceAll(/(?<=: )route(?=\(\{$)/gm, ""),
          map: null,
        }
      : null,
};
const typescript = () => esbuild({ target: "es2022", tsconfig: "tsconfig.json" });

/** The commit that is built, as semver writes a build; nothing where there is no repository, as in a tarball. */
const buildOf = () => {
  try {
    return `+${execFileSync("git", ["rev-parse", "--short=7", "HEAD"], { encoding: "utf8", stdio: "pipe" }).trim()}`;
  } catch {
    return "";
  }
};
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const versionOfBuild = {
  name: "version-of-build",
  load: (id) =>
    id.endsWith("/src/version.ts") ? `export const version = ${JSON.stringify(version + buildOf())};` : null,
};

/**
 * Zod's own circular imports and misplaced annotations: known, harmless, and not ours. Chunks in a circle, and what an
 * import lacks, break the page that loads them.
 */
const onwarn = (warning, warn) => {
  if (warning.code === "MISSING_EXPORT" || warning.message.startsWith("Circular chunk"))
    throw new Error(warning.message);
  const zods =
    warning.ids?.every((id) => id.includes("/node_modules/zod/")) || warning.id?.includes("/node_modules/zod/");
  if (!zods) warn(warning);
};

const litsPolicy = 's.createPolicy("lit-html",{createHTML:t=>t})';
const ownPolicy =
  '((p,n)=>{for(const e of["memberkit"+(n>1?"-"+n:""),"memberkit","lit-html"])try{return s.createPolicy(e,p)}catch{}})' +
  '({createHTML:t=>t},globalThis[Symbol.for("memberkit.copies")]=(globalThis[Symbol.for("memberkit.copies")]??0)+1)';

/**
 * A name may be taken once under Trusted Types: the Lit in here leaves `lit-html` to the host's own, and a second copy of
 * the kit on the page takes `memberkit-2`. Where that is not allowed it takes the name of the first, or Lit's.
 */
const policyOfOurOwn = () => ({
  name: "policy-of-our-own",
  transform(code, id) {
    if (!id.endsWith("/lit-html/lit-html.js")) return null;
    if (!code.includes(litsPolicy)) this.error("Lit makes its policy in another way");
    return { code: code.replace(litsPolicy, ownPolicy), map: null };
  },
});

const decorating = /^var __defProp = [^]*?\nvar __decorateClass = [^]*?\n};\n/m;
const sharedDecorating = "\0decorate-class";

/** esbuild writes what applies decorators into each file that has any: once is enough. */
const decoratorsOnce = () => {
  let helper = "";
  return {
    name: "decorators-once",
    resolveId: (id) => (id === sharedDecorating ? id : null),
    load: (id) => (id === sharedDecorating ? `${helper}export { __decorateClass };` : null),
    transform(code, id) {
      if (id === sharedDecorating || !code.includes("__decorateClass")) return null;
      [helper = ""] = decorating.exec(code) ?? [];
      if (!helper) this.error("esbuild applies decorators in another way");
      return { code: code.replace(helper, `import { __decorateClass } from "${sharedDecorating}";\n`), map: null };
    },
  };
};

/** Each module of Lit's bears its licence: once in a file is enough. */
const licencesOnce = () => ({
  name: "licences-once",
  renderChunk(code) {
    const said = new Set();
    const once = (licence) => (said.has(licence) ? "" : said.add(licence) && licence);
    return { code: code.replace(/\/\*\*\n \* @license\n(?: \* .*\n)+ \*\//g, once), map: null };
  },
});

/**
 * All schemas are one file, in the order of their modules: what hides a host's changes of `Object.prototype` while they
 * are made comes before them.
 */
const schemasTogether = (id) =>
  /\/contract\/(schemas\/|bulk\/(answers|answer-schemas|audit|\w+-inherited)\.ts)/.test(id) ? "schemas" : undefined;

/**
 * For bundlers: what a host imports, with Lit, ky and zod left to the host's own bundle, so that it holds each of them
 * once.
 */
const forBundlers = {
  input: {
    index: "src/index.ts",
    define: "src/define.ts",
    sdk: "sdk/index.ts",
    contract: "sdk/contract/index.ts",
    messages: "src/messages.ts",
    testing: "src/testing.ts",
    "testing-dom": "src/testing-dom.ts",
    react: "src/frameworks/react.ts",
    ...Object.fromEntries(
      readdirSync("src/entries").map((file) => [path.basename(file, ".ts"), `src/entries/${file}`]),
    ),
  },
  external: /^(lit|@lit\/.*|ky|zod|react)(\/|$)/,
  plugins: [versionOfBuild, resolve(), typescript()],
  output: {
    dir: "dist",
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "shared/[name].js",
    manualChunks: schemasTogether,
    onlyExplicitManualChunks: true,
    sourcemap: true,
  },
  onwarn,
};

/**
 * What checks the answers of a first view is one file: it is loaded as a whole with the first answer. So is what checks
 * the others, and what elements share once they are drawn: forms and filters read numbers in one way. What brings panels as
 * they come into view brings the small ones with it. What few operators ever ask for is a file too, small as it is: nobody
 * else loads it.
 */
const manualChunks = (id) => {
  if (
    /\/contract\/schemas\/(later-answers|balance-history|household|library|approval|reveal|simulation|re\w+-inherited)\.ts$/.test(
      id,
    )
  )
    return "later-schemas";
  if (/\/zod\/|\/contract\/(schemas\/|zod-for-pages)/.test(id)) return "schemas";
  if (
    /\/src\/(member-profile\/(late-[\w-]+|pages-controller|more-button)|locales\/en\/(late|notes))\.ts$/.test(id) ||
    /\/src\/member-profile\/panels\/(behaviour|consents|notes|segments|tier)\/[\w-]+\.ts$/.test(id)
  )
    return "panels";
  // Who comes to the one sees the other.
  if (/\/src\/(member-profile\/panels\/(cards|messages)\/[\w-]+|locales\/en\/(cards|messages))\.ts$/.test(id))
    return "records";
  if (/\/src\/(member-profile\/panels\/activity|locales\/en)\/(file-lines|timeline-file)\.ts$/.test(id))
    return "seldom";
  if (/\/(sdk\/client\/reveal|member-profile\/reveals|locales\/en\/reveals)\.ts$/.test(id)) return "seldom";
  if (/\/src\/(member-actions-modal\/action-flow\/outcome|locales\/en)\/certificate\.ts$/.test(id)) return "seldom";
  if (/\/(bulk\/csv|bulk\/start-download)\.ts$/.test(id)) return "files";
  // Most pages say what they are themselves.
  if (id.endsWith("/src/member-kit/page-theme.ts")) return "page-theme";
  // A whole profile never loads it.
  if (/\/src\/(member-profile|locales\/en)\/compact\.ts$/.test(id)) return "compact";
  // A page in English loads none of the other languages, nor their names.
  if (id.endsWith("/src/locales/languages.ts")) return "languages";
  return /\/src\/(member-profile\/(later|moved-figures|panels\/balances\/over-time)|parts\/(focus-keeper|moved|reasons)|fields\/number-text)\.ts$/.test(
    id,
  )
    ? "later"
    : undefined;
};

/**
 * For a plain page: one script tag, which registers the elements; what the first paint does not need lies in
 * `memberkit/`.
 */
export const forPages = {
  input: { memberkit: "src/memberkit.ts" },
  // The others import what they share from the entry: a file between them would be a request more.
  preserveEntrySignatures: "allow-extension",
  // What package.json says of our own modules: they wait until what they export is used.
  treeshake: { moduleSideEffects: (id) => id.includes("/node_modules/") || id.endsWith("-inherited.ts") },
  plugins: [
    versionOfBuild,
    minifyTemplateLiterals({ include: ["**/src/**/*.ts"], failOnError: true }),
    schemasForPages,
    routesWithoutWords,
    resolve(),
    policyOfOurOwn(),
    typescript(),
    decoratorsOnce(),
    terser({ module: true, ecma: 2022, compress: { passes: 3, keep_fargs: false } }),
    licencesOnce(),
  ],
  output: {
    dir: "dist",
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "memberkit/[name]-[hash].js",
    manualChunks,
    onlyExplicitManualChunks: true,
    // What is smaller is a part of what loads it: a request of its own costs more.
    experimentalMinChunkSize: 2600,
  },
  onwarn,
};

/** What a script tag's `integrity` says of each file that pages load: `{ "memberkit.js": "sha384-…" }`. */
const integrity = () => ({
  name: "integrity",
  closeBundle() {
    const files = readdirSync("dist", { recursive: true }).map((file) => file.replaceAll(path.sep, "/"));
    const scripts = files.filter((file) => /^memberkit(\.\w+)?\.js$|^memberkit\/.*\.js$/.test(file)).sort();
    const digest = (file) =>
      createHash("sha384")
        .update(readFileSync(`dist/${file}`))
        .digest("base64");
    const said = Object.fromEntries(scripts.map((file) => [file, `sha384-${digest(file)}`]));
    writeFileSync("dist/integrity.json", `${JSON.stringify(said, null, 2)}\n`);
  },
});

/**
 * For a page that takes one file: all of the above in one, as a module and as a classic script, which also runs where
 * modules of another origin don't.
 */
const asOneFile = {
  input: "dist/memberkit.js",
  plugins: [integrity()],
  output: [
    { file: "dist/memberkit.bundle.js", format: "es", inlineDynamicImports: true },
    { file: "dist/memberkit.iife.js", format: "iife", name: "memberkit", inlineDynamicImports: true },
  ],
};

/** The conformance suite as one file, which runs where there is nothing but Node. */
const forTeams = {
  input: { "memberkit-conformance": "test/conformance/main.ts" },
  external: /^node:/,
  plugins: [nodeResolve({ exportConditions: ["production"], extensions: [".ts", ".mjs", ".js"] }), typescript()],
  output: { dir: "test/conformance/dist", format: "es", inlineDynamicImports: true },
  onwarn,
};

/** What stands for itself in a package of types: the interfaces of one file. */
const typesOf = (file) => ({
  name: "types-of",
  generateBundle() {
    const { outputText } = ts.transpileDeclaration(readFileSync(file, "utf8"), { fileName: file });
    this.emitFile({ type: "asset", fileName: path.basename(file).replace(/ts$/, "d.ts"), source: outputText });
  },
});

/** The reference backend and its tools as plain JavaScript, with what they depend on left to npm. */
const forServers = {
  input: {
    main: "server/main.ts",
    testing: "server/testing.ts",
    ...Object.fromEntries(
      ["verify-audit", "verify-certificate", "apply-erasures"].map((name) => [name, `server/node/${name}.ts`]),
    ),
  },
  external: (id) => !/^[.\0]/.test(id) && !path.isAbsolute(id),
  treeshake: { moduleSideEffects: (id) => !/\/sdk\//.test(id) || id.endsWith("-inherited.ts") },
  plugins: [
    nodeResolve({ extensions: [".ts", ".js"] }),
    esbuild({ target: "node20", tsconfig: "tsconfig.json" }),
    typesOf("server/testing.ts"),
  ],
  output: {
    dir: "server/dist",
    format: "es",
    entryFileNames: "[name].js",
    chunkFileNames: "shared/[name].js",
    // What npm links to as a command is run by Node.
    banner: ({ isEntry, name }) => (isEntry && name !== "testing" ? "#!/usr/bin/env node" : ""),
  },
  onwarn,
};

export default [forBundlers, forPages, asOneFile, forTeams, forServers];
