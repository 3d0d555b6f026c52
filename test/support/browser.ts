import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { Launcher } from "chrome-launcher";
import type { Browser } from "playwright-core";

/** A Chromium that can be started: what both playwright-core and puppeteer-core need to know of it. */
export interface BrowserProgram {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
}

const cache = path.resolve(import.meta.dirname, "../../node_modules/.cache/memberkit");
const packaged = path.join(path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");

/**
 * No sandbox, since containers have none to give; no name resolves but the machine's own, so that no test reaches the
 * network.
 */
const args = [
  "--no-sandbox",
  "--lang=en-US",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
];
const environment = () => ({ ...(process.env as Record<string, string>), TZ: "UTC" });

/**
 * The package unpacks into the temporary folder of its process: ours is a folder of its own, named once it is whole.
 */
const unpack = async (target: string): Promise<void> => {
  const { inflate } = await import("@sparticuz/chromium");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, "unpacking-"));
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  const archives = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];
  const unpacking = archives.map((name) => inflate(path.join(packaged, "bin", name)));
  if (temporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporary;
  await Promise.all(unpacking);
  await writeFile(
    path.join(folder, "fonts/fonts.conf"),
    `<fontconfig><dir>${path.join(target, "fonts")}</dir></fontconfig>`,
  );
  await rename(folder, target).catch(async (error: unknown) => {
    await rm(folder, { recursive: true });
    if (!existsSync(target)) throw error;
  });
};

/** The Chromium that comes from npm, with the libraries that a bare machine lacks: x64 Linux only. */
const fromNpm = async (): Promise<BrowserProgram> => {
  const { version } = JSON.parse(await readFile(path.join(packaged, "package.json"), "utf8")) as { version: string };
  const folder = path.join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  const libraries = [path.join(folder, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  const fonts = existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: path.join(folder, "fonts") };
  return {
    executablePath: path.join(folder, "chromium"),
    args,
    env: { ...environment(), LD_LIBRARY_PATH: libraries, ...fonts },
  };
};

const installed = (): string => {
  const found = Launcher.getFirstInstallation();
  if (found) return found;
  throw new Error(
    `No browser was found on ${process.platform} ${process.arch}. Install Chrome or Chromium, or name one in CHROME_PATH.`,
  );
};

/**
 * Finds the browser that tests run in: the one of `CHROME_PATH`, else on x64 Linux the one from npm, else the system's
 * Chrome or Chromium. Throws, saying what to do, where there is none.
 */
export const findBrowser = async (): Promise<BrowserProgram> => {
  const chosen = process.env.CHROME_PATH;
  if (!chosen && process.platform === "linux" && process.arch === "x64") return fromNpm();
  return { executablePath: chosen ?? installed(), args, env: environment() };
};

/** Starts that browser, headless, for playwright-core. The caller closes it. */
export const launchBrowser = async (): Promise<Browser> => {
  const { chromium } = await import("playwright-core");
  return chromium.launch(await findBrowser());
};
