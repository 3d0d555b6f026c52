import type { BrowserContext, Page, Request, Response } from "playwright-core";
import { finderOf, readingOf } from "./forms.js";
import { BROWSER_EVENTS, listenInPage, lookInPage, shownInPage } from "./in-page.js";
import type { Trace, TraceKind } from "./trace.js";

/** Personal data where it should not be. */
export interface Leak {
  readonly kind: TraceKind;
  readonly where: string;
  readonly canary: string;
  /** What stands around it. */
  readonly text: string;
}

const REPORT = "reportTrace";
const MAY_HOLD: readonly TraceKind[] = ["body", "shown"];
const isJson = (response: Response) => /\bjson\b/.test(response.headers()["content-type"] ?? "");

/** The part of a text where a canary stands, or where the text begins if it stands there in another form. */
const around = (text: string, canary: string): string => {
  const at = text.toLowerCase().indexOf(canary.toLowerCase());
  return text.slice(Math.max(0, at - 80), Math.max(0, at) + 80);
};

/**
 * Records what the pages of a browser's context leave anywhere: addresses and headers of requests, the console, every
 * kind of storage, the history, answers of failure, events that the host hears, and elements that have left the page.
 * Beside it, what is sent, answered and drawn, where personal data may stand.
 */
export class LeakRecorder {
  readonly #traces = new Map<string, Trace>();
  readonly #reading = new Set<Promise<unknown>>();

  constructor(readonly context: BrowserContext) {}

  /** Begins before the context has a page. `isBackend`: its pages ask a backend that runs in them. */
  static async start(context: BrowserContext, { isBackend = false } = {}): Promise<LeakRecorder> {
    const recorder = new LeakRecorder(context);
    await context.exposeBinding(REPORT, (_, trace: Trace) => recorder.add(trace.kind, trace.where, trace.text));
    // A function that was compiled by tsx calls this, which the page lacks.
    await context.addInitScript("globalThis.__name ??= (named) => named");
    await context.addInitScript(listenInPage, { report: REPORT, browserEvents: BROWSER_EVENTS, isBackend });
    context.on("request", (request) => recorder.#later(recorder.#sent(request)));
    context.on("response", (response) => recorder.#later(recorder.#answered(response)));
    context.on("console", (message) => recorder.add("console", message.type(), message.text()));
    context.on("weberror", (error) => recorder.add("console", "uncaught", String(error.error().stack)));
    return recorder;
  }

  /** Adds what was left elsewhere: a line of a log, a file that was downloaded. */
  add(kind: TraceKind, where: string, text: string): void {
    this.#traces.set(`${kind}\n${where}\n${text}`, { kind, where, text });
  }

  /** Looks at what a page has kept until now. */
  async look(page: Page): Promise<void> {
    for (const { kind, where, text } of await page.evaluate(lookInPage)) this.add(kind, where, text);
    for (const { name, value } of await this.context.cookies()) this.add("storage", `cookie ${name}`, value);
  }

  /** Notes what a page shows now. */
  async see(page: Page): Promise<void> {
    this.add("shown", page.url(), await page.evaluate(shownInPage));
  }

  /** Where personal data stands that should not be there. */
  async leaks(canaries: readonly string[]): Promise<Leak[]> {
    await this.#read();
    return this.#found(canaries, ({ kind }) => !MAY_HOLD.includes(kind));
  }

  /** Which of them were drawn, sent or answered: only these can have leaked. */
  async carried(canaries: readonly string[], ...kinds: readonly ("body" | "shown")[]): Promise<string[]> {
    await this.#read();
    const carrying = this.#found(canaries, ({ kind }) => (kinds as readonly TraceKind[]).includes(kind));
    return canaries.filter((canary) => carrying.some((found) => found.canary === canary));
  }

  /** How many traces there are of each kind. */
  counts(): Partial<Record<TraceKind, number>> {
    const counts: Partial<Record<TraceKind, number>> = {};
    for (const { kind } of this.#traces.values()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }

  /** Forgets what was recorded. */
  clear(): void {
    this.#traces.clear();
  }

  #found(canaries: readonly string[], isMeant: (trace: Trace) => boolean): Leak[] {
    const finders = canaries.map((canary) => ({ canary, isIn: finderOf(canary) }));
    return [...this.#traces.values()].filter(isMeant).flatMap(({ kind, where, text }) => {
      const reading = readingOf(text);
      const found = finders.filter(({ isIn }) => isIn(reading));
      return found.map(({ canary }) => ({ kind, where, canary, text: around(text, canary) }));
    });
  }

  async #sent(request: Request): Promise<void> {
    const headers = Object.entries(await request.allHeaders()).filter(([name]) => name !== "authorization");
    const asked = `${request.method()} ${request.url()}`;
    this.add("url", request.method(), request.url());
    this.add("header", asked, JSON.stringify(headers));
    this.add("body", asked, request.postData() ?? "");
  }

  async #answered(response: Response): Promise<void> {
    const isFailure = response.status() >= 400;
    this.add("header", `answer of ${response.url()}`, JSON.stringify(await response.allHeaders()));
    if (isFailure || isJson(response))
      this.add(isFailure ? "error-answer" : "body", `${response.status()} ${response.url()}`, await response.text());
  }

  /** A page that is left takes its answers with it: what can't be read any more was not kept. */
  #later(reading: Promise<unknown>): void {
    const done = reading.catch(() => undefined).finally(() => this.#reading.delete(done));
    this.#reading.add(done);
  }

  async #read(): Promise<void> {
    await Promise.all(this.#reading);
  }
}
