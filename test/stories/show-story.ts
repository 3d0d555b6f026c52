import type { Page } from "playwright-core";

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** What Storybook says of a story once it was rendered, played and looked at by axe. */
export interface Shown {
  /** Why it did not render, or its play function failed; null where it did. */
  error: string | null;
  violations: Violation[];
}

interface Channel {
  once(event: string, listener: (payload: never) => void): void;
  on(event: string, listener: (payload: never) => void): void;
  off(event: string, listener: (payload: never) => void): void;
  emit(event: string, payload: unknown): void;
}
interface Report {
  type: string;
  result?: { violations?: Violation[]; error?: { message: string } };
}

/** Runs in the page: switches to a story without a reload and waits until Storybook is done with it. */
const inPage = async ({ id, limitMs }: { id: string; limitMs: number }): Promise<Shown> => {
  const channel = (globalThis as unknown as { __STORYBOOK_ADDONS_CHANNEL__: Channel }).__STORYBOOK_ADDONS_CHANNEL__;
  const failures: string[] = [];
  const failing = ["playFunctionThrewException", "storyThrewException", "storyErrored", "storyMissing"];
  const fail = (error: { message?: string; description?: string }) =>
    failures.push(error.message ?? error.description ?? "It failed.");
  for (const event of failing) channel.on(event, fail);
  const reports = await new Promise<Report[] | null>((resolve) => {
    channel.once("storyFinished", ({ reporters }: { reporters: Report[] }) => resolve(reporters));
    for (const event of failing) channel.once(event, () => setTimeout(() => resolve(null), 500));
    setTimeout(() => resolve(null), limitMs);
    channel.emit("setCurrentStory", { storyId: id, viewMode: "story" });
  });
  for (const event of failing) channel.off(event, fail);
  const a11y = reports?.find(({ type }) => type === "a11y")?.result;
  const unread = reports && !a11y?.violations ? (a11y?.error?.message ?? "axe did not report.") : null;
  return {
    error: failures[0] ?? unread ?? (reports ? null : `Not finished after ${limitMs} ms.`),
    violations: a11y?.violations ?? [],
  };
};

/** Shows one story in a page that Storybook has been opened in. */
export const showStory = (page: Page, id: string): Promise<Shown> => page.evaluate(inPage, { id, limitMs: 20_000 });
