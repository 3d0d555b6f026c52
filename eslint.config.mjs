import { defineConfig } from "eslint/config";
import lit from "eslint-plugin-lit";
import litA11y from "eslint-plugin-lit-a11y";
import regexp from "eslint-plugin-regexp";
import wc from "eslint-plugin-wc";
import tseslint from "typescript-eslint";

const nodeFiles = ["server/main.ts", "server/node/**", "server/messages/smtp.ts"];

const fullZod = {
  name: "zod",
  message: 'Three times the bytes, and it calls Function(), which a strict CSP refuses: import * as z from "zod/mini".',
};

/** What no rule of a plugin says. */
const house = [
  {
    selector: "MemberExpression[object.name='z'][property.name='config']",
    message: "z.config is global to the page, the host's own zod included.",
  },
  {
    selector:
      "CallExpression[callee.property.name='execute'][callee.object.callee.property.name='transaction'] > ArrowFunctionExpression Identifier[name=/^(db|database)$/]",
    message:
      "Inside a transaction use the transaction: the database would wait for it on PGlite, and escape it on PostgreSQL.",
  },
  {
    selector: "ImportDeclaration[source.value='zod/mini'] > ImportSpecifier[imported.name='z']",
    message: 'import * as z from "zod/mini".',
  },
  {
    selector: "CallExpression[callee.object.name='fc'][callee.property.name='assert']",
    message: "checkProperty() bounds how long it looks for a smaller case.",
  },
  { selector: "TSEnumDeclaration", message: "Write a union of string literals." },
  { selector: "MethodDefinition[accessibility='private']", message: "Privates are #." },
  { selector: "PropertyDefinition[accessibility='private'][decorators.length=0]", message: "Privates are #." },
  {
    selector:
      "TaggedTemplateExpression[tag.name='css'] TemplateElement[value.raw=/(margin|padding|border|inset)-(left|right)|[\\s;{](left|right)\\s*:|text-align:\\s*(left|right)/]",
    message: "Write logical sides (inline-start, inline-end), so that right-to-left needs no second stylesheet.",
  },
  {
    selector: "TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\sstyle=/]",
    message: "A strict CSP refuses style attributes.",
  },
];

export default defineConfig(
  {
    ignores: [
      "dist/",
      "coverage/",
      "storybook-static/",
      "node_modules/",
      "examples/frameworks/",
      "**/*.d.ts",
      "**/*.js",
      "**/*.mjs",
      "**/*.cjs",
    ],
  },
  {
    // S06: no text that somebody sends makes a regular expression take more than linear time.
    files: ["sdk/**/*.ts", "server/**/*.ts", "src/**/*.ts"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential" }],
    },
  },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-restricted-syntax": ["error", ...house],
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/explicit-module-boundary-types": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      // Spreading a string gives its code points, which is what is meant.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // There are no enums, and classes here differ by more than their names: both cost a tenth of the time.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/unbound-method": "off",
      // A schema and its type share one name.
      "@typescript-eslint/no-redeclare": "off",
    },
  },
  {
    files: ["sdk/**/*.ts", "src/**/*.ts", "server/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: [fullZod] }] },
  },
  {
    files: ["server/**/*.ts"],
    ignores: nodeFiles,
    rules: {
      "no-restricted-globals": [
        "error",
        ...["process", "Buffer", "setImmediate", "global"].map((name) => ({
          name,
          message: "The app also runs in a page.",
        })),
      ],
    },
  },
  {
    files: ["src/**/*.ts", "stories/**/*.ts"],
    extends: [lit.configs["flat/all"], wc.configs["flat/best-practice"], litA11y.configs.recommended],
    rules: {
      "lit/no-template-map": "off",
      // Parts of an element are pure functions, without a `this` to take a method from; Lit adds no listener anew for
      // an arrow.
      "lit/no-template-arrow": "off",
    },
  },
  {
    files: ["test/**/*.ts", "stories/**/*.ts", "bench/**/*.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      // A test may ask for less than it knows.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", name: ["test", "it", "describe", "suite"], package: "node:test" },
          ],
        },
      ],
    },
  },
  // Chai's assertions are thenable there, for axe's sake; a rejection that nobody awaits fails the test that runs.
  { files: ["test/src/**/*.ts"], rules: { "@typescript-eslint/no-floating-promises": "off" } },
);
