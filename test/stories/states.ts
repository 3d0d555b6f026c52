import path from "node:path";
import type { RunOptions } from "axe-core";
import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import type { Dress } from "./in-page.js";

/** What `in-page.ts` exports, in the page. */
declare const lookingAtStates: typeof import("./in-page.js");

/** A state that every story is looked at in, beside the one that it is shown in. */
interface State {
  readonly name: string;
  readonly dress: Dress;
  readonly forcedColors?: "active";
  readonly width?: 320;
  /** Rules of axe that may say otherwise here than where the story was played, where all of them ran. */
  readonly rules: RunOptions;
}

const colours: RunOptions = { runOnly: ["color-contrast", "link-in-text-block"] };
/** Colours are the same in any language and at any width, and cost half of the time. */
const allElse: RunOptions = { rules: { "color-contrast": { enabled: false }, "target-size": { enabled: true } } };

/** Each goes on from the one before: the words of a language come last, since they take longest. */
const states: readonly State[] = [
  { name: "dark", dress: { theme: "dark" }, rules: colours },
  { name: "forced colours", dress: {}, forcedColors: "active", rules: colours },
  { name: "320 px", dress: { theme: "light", locale: "en" }, width: 320, rules: allElse },
  { name: "right to left, 320 px", dress: { locale: "he" }, width: 320, rules: { runOnly: ["target-size"] } },
  { name: "right to left", dress: { locale: "he" }, rules: allElse },
];

/** Of what is too wide, each part is: the first say it. */
const MOST_SAID = 5;

const inPage = await build({
  entryPoints: [path.join(import.meta.dirname, "in-page.ts")],
  bundle: true,
  format: "iife",
  globalName: "lookingAtStates",
  footer: { js: "globalThis.lookingAtStates = lookingAtStates;" },
  write: false,
});
const [program] = inPage.outputFiles;

/** Before the context has a page. */
export const prepareStates = (context: BrowserContext) => context.addInitScript({ content: program?.text ?? "" });

/**
 * What is wrong with a story in any of the states, once it was played: with axe's rules, at 320 px also what is too wide
 * (WCAG 1.4.10), and whatever moves although motion is to be reduced.
 */
export const lookAtStates = async (page: Page, size: { width: number; height: number }): Promise<string[]> => {
  const problems: string[] = [];
  for (const { name, dress, forcedColors = "none", width, rules } of states) {
    await page.setViewportSize(width ? { ...size, width } : size);
    const colorScheme = forcedColors === "active" ? "dark" : "light";
    await page.emulateMedia({ forcedColors, colorScheme, reducedMotion: "reduce" });
    const found = await page.evaluate(
      async ({ dress, rules, isNarrow }) => {
        await lookingAtStates.dress(dress);
        return [
          ...(await lookingAtStates.violations(rules)),
          ...(isNarrow ? lookingAtStates.tooWide() : []),
          ...lookingAtStates.moving(),
        ];
      },
      { dress, rules, isNarrow: width !== undefined },
    );
    problems.push(...found.slice(0, MOST_SAID).map((problem) => `${name}: ${problem}`));
  }
  await page.emulateMedia({ forcedColors: null, colorScheme: null, reducedMotion: null });
  return problems;
};
