import type { Browser } from "playwright-core";
import { LASTING_KEYS, startBackend, type TestBackend } from "./backend.js";
import { launchBrowser } from "./browser.js";
import { serveFolder, type Site } from "./static-site.js";

/** A program of a test's own. */
export interface StagedProgram {
  readonly baseUrl: string;
  /** Of the operator who may do all. */
  readonly token: string;
  /** Of a page that shows its member in a profile. */
  readonly address: string;
}

/** What pages that load the built package stand on: this repository on a site, the reference backend, and a browser. */
export interface BuiltStage {
  readonly site: Site;
  readonly backend: TestBackend;
  readonly browser: Browser;
  program(): Promise<StagedProgram>;
  close(): Promise<void>;
}

interface StageOptions {
  /** The content security policy of all pages; by default none. */
  readonly policy?: string;
  /** Tokens serve at any time, by default; else on the day of the tests, so that a page has to be told of it. */
  readonly lasting?: boolean;
}

export const openBuiltStage = async ({ policy, lasting = true }: StageOptions = {}): Promise<BuiltStage> => {
  const site = await serveFolder(".", policy);
  const backend = await startBackend({ origins: [site.origin], ...(lasting && { keys: LASTING_KEYS }) });
  const browser = await launchBrowser();
  const program = async (): Promise<StagedProgram> => {
    const { baseUrl } = await backend.listen();
    const claims = lasting && { claims: { exp: 4_000_000_000 } };
    const token = await backend.tokenFor({ tenant: await backend.seed(), ...claims });
    const address = `${site.origin}/bench/profile-page.html#${new URLSearchParams({ baseUrl, token })}`;
    return { baseUrl, token, address };
  };
  const close = async (): Promise<void> => {
    await browser.close();
    await backend.close();
    await site.close();
  };
  return { site, backend, browser, program, close };
};
