import type { Trace } from "./trace.js";

/** What the page's recorder is told when it starts. */
export interface Listening {
  /** The function of the page that takes traces. */
  readonly report: string;
  /** The browser's own events to listen to; those that a script dispatches are heard anyway. */
  readonly browserEvents: readonly string[];
  /** Whether the page is its own backend: requests and answers are made in it, and none leaves. */
  readonly isBackend: boolean;
}

/** The browser's own events that a script of the host's may well note. */
export const BROWSER_EVENTS = [
  ...["click", "dblclick", "input", "beforeinput", "change", "submit", "reset", "invalid", "focusin", "focusout"],
  ...["keydown", "keyup", "select", "selectionchange", "toggle", "close", "cancel", "dragstart", "drop", "message"],
];

/**
 * Runs in the page before any of its scripts, and needs nothing beside itself. It reports what a script of the host's
 * could note without knowing the kit: events, the console, the history. Shadow roots are kept in `shadowRootsMade`.
 */
export const listenInPage = ({ report, browserEvents, isBackend }: Listening): void => {
  const page = globalThis as unknown as Record<string, (trace: Trace) => void>;
  const tell = (kind: Trace["kind"], where: string, text: string): void => page[report]?.({ kind, where, text });

  /** As a recorder writes down what it does not know: every property of its own, however deep, each object once. */
  const written = (value: unknown): string => {
    const seen = new Set<object>();
    const plain = (_: string, each: unknown): unknown => {
      if (typeof each === "bigint" || typeof each === "symbol") return String(each);
      if (typeof each !== "object" || each === null) return each;
      if (each instanceof Node) return each.nodeName;
      if (each instanceof Window || seen.has(each)) return undefined;
      seen.add(each);
      if (Array.isArray(each)) return each;
      if (each instanceof Map || each instanceof Set) return [...each];
      const own = Object.getOwnPropertyNames(each).map((name) => [name, (each as Record<string, unknown>)[name]]);
      return Object.fromEntries(own);
    };
    return JSON.stringify([value], plain);
  };

  const hear = (event: Event): void => {
    const { type, target, composed, bubbles } = event;
    if (!(target instanceof Element)) return;
    const { detail, data } = event as Event & { detail?: unknown; data?: unknown };
    // A script of the host's sees the element that the event was retargeted to, as it stands in the host's own markup.
    const markup = target.localName.includes("-") ? (target.cloneNode() as Element).outerHTML : target.localName;
    tell("event", `${type} at ${target.localName}`, written([composed, bubbles, markup, detail, data, event]));
  };
  const heard = new Set<string>();
  const listenTo = (type: string): void => {
    if (heard.has(type)) return;
    heard.add(type);
    // As it comes up: what a script sees on its way down, the browser shows to all, before any element can keep it.
    addEventListener(type, hear);
  };
  browserEvents.forEach(listenTo);
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    listenTo(event.type);
    return dispatchEvent.call(this, event);
  };

  for (const name of ["debug", "log", "info", "warn", "error", "trace", "dir", "table", "group"] as const) {
    const print = console[name].bind(console) as (...args: unknown[]) => void;
    console[name] = (...args: unknown[]) => {
      tell("console", name, written(args));
      print(...args);
    };
  }

  for (const name of ["pushState", "replaceState"] as const) {
    const change = history[name].bind(history);
    history[name] = (state, unused, url) => {
      tell("history", name, written([state, unused, String(url)]));
      change(state, unused, url);
    };
  }

  const roots: WeakRef<ShadowRoot>[] = [];
  Object.assign(globalThis, { shadowRootsMade: roots });
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attachShadow.call(this, options);
    roots.push(new WeakRef(root));
    return root;
  };

  const { Request: PlainRequest, Response: PlainResponse } = globalThis;
  globalThis.Request = class extends PlainRequest {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(input, init);
      if (typeof init?.body === "string") tell("body", this.method, init.body);
      if (!isBackend) return;
      const headers = [...this.headers].filter(([name]) => name !== "authorization");
      tell("url", this.method, this.url);
      tell("header", `${this.method} ${this.url}`, written(headers));
    }
  };
  if (!isBackend) return;
  globalThis.Response = class extends PlainResponse {
    constructor(body?: BodyInit | null, init?: ResponseInit) {
      super(body, init);
      if (typeof body === "string") tell(this.status >= 400 ? "error-answer" : "body", String(this.status), body);
    }
    static override json(value: unknown, init?: ResponseInit): Response {
      return new Response(JSON.stringify(value), init);
    }
  };
};

/** Runs in the page: what it has kept until now, and what stands in elements that have left it. */
export const lookInPage = async (): Promise<Trace[]> => {
  const traces: Trace[] = [];
  const add = (kind: Trace["kind"], where: string, text: string) => traces.push({ kind, where, text });
  add("storage", "localStorage", JSON.stringify(Object.entries(localStorage)));
  add("storage", "sessionStorage", JSON.stringify(Object.entries(sessionStorage)));
  add("storage", "cookie", document.cookie);
  add("storage", "window.name", window.name);
  add("url", "location", location.href);
  add("history", "state", JSON.stringify(history.state));
  add("history", "performance", JSON.stringify(performance.getEntries().map(({ name }) => name)));

  const answered = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("It can't be read."));
    });
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await answered(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([answered(objects.getAllKeys()), answered(objects.getAll())]);
      add("storage", `indexedDB ${name}/${store}`, JSON.stringify([keys, values]));
    }
    database.close();
  }
  // Absent where the origin is not secure.
  const kept = (globalThis as { caches?: CacheStorage }).caches;
  for (const name of (await kept?.keys()) ?? []) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      add("storage", `cache ${name}`, `${request.url} ${(await (await cache.match(request))?.text()) ?? ""}`);
  }

  // An element that was only moved is back by then.
  await new Promise((resolve) => setTimeout(resolve));
  await new Promise((resolve) => setTimeout(resolve));
  const { shadowRootsMade = [] } = globalThis as { shadowRootsMade?: WeakRef<ShadowRoot>[] };
  for (const reference of shadowRootsMade) {
    const root = reference.deref();
    if (!root || root.host.isConnected) continue;
    const typed = [...root.querySelectorAll<HTMLInputElement>("input, textarea, select")].map(({ value }) => value);
    add("detached", root.host.localName, [root.innerHTML, ...typed].join("\n"));
  }
  return traces;
};

/** Runs in the page: all that it shows, shadow roots included, and what stands in its fields. */
export const shownInPage = (): string => {
  const { shadowRootsMade = [] } = globalThis as { shadowRootsMade?: WeakRef<ShadowRoot>[] };
  const roots = shadowRootsMade.flatMap((reference) => reference.deref() ?? []).filter((root) => root.host.isConnected);
  return [document.body, ...roots]
    .flatMap((root) => [
      root.innerHTML,
      ...[...root.querySelectorAll<HTMLInputElement>("input, textarea")].map(({ value }) => value),
    ])
    .join("\n");
};
