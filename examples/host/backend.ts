import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import path from "node:path";
import { deskOf, frameOf, keepDesk } from "./desk.js";
import { mintToken } from "./keys.js";
import type { Mailroom } from "./mailroom.js";
import { operators, till } from "./operators.js";
import { crmFolder, renderPage } from "./pages.js";
import { createVisits, type Place } from "./visits.js";

export interface HostOptions {
  /** Origin of the loyalty backend. */
  readonly api: string;
  /** Shared with it. */
  readonly secret: string;
  /** Where the kit was built to. */
  readonly kitFolder: string;
  readonly mailroom: Pick<Mailroom, "letters">;
}

/**
 * What a careful CRM allows its pages: its own scripts and styles, its own backend and the loyalty backend, and no
 * markup from strings.
 */
const policyFor = (api: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${api}`,
    `connect-src 'self' ${api}`,
    "require-trusted-types-for 'script'",
    "trusted-types memberkit",
  ].join("; ");

export const guarded =
  (api: string): MiddlewareHandler =>
  async (c, next) => {
    await next();
    c.header("Content-Security-Policy", policyFor(api));
    c.header("Referrer-Policy", "same-origin");
    c.header("X-Content-Type-Options", "nosniff");
    // A chunk's name changes with its content; all else is asked for again, and answered 304 while it is the same.
    const isChunk = c.req.path.startsWith("/memberkit/") && c.res.status < 400;
    c.header("Cache-Control", isChunk ? "public, max-age=31536000, immutable" : "no-cache");
  };

/** Only this host's own pages may make it write or mint. */
export const fromOwnPages: MiddlewareHandler = async (c, next) => {
  const site = c.req.header("Sec-Fetch-Site");
  if (c.req.method === "POST" && site !== undefined && site !== "same-origin")
    return c.text("Only from our own pages.", 403);
  return next();
};

interface Purchase {
  readonly memberId: string;
  readonly amount: number;
  readonly key: string;
}

/** The till's own errand: the page never holds a token that may report purchases. */
const ringUp = async ({ api, secret }: HostOptions, { key, ...purchase }: Purchase): Promise<Response> =>
  fetch(`${api}/ingest/purchases`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await mintToken(till, secret)}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify({ ...purchase, branchId: "b_harbour" }),
  });

/** Static files are found relative to the process's working directory. */
const fromHere = (folder: string): string => path.relative(process.cwd(), folder);

/** The CRM's own scripts and styles, and the kit. */
export const serveFiles = (app: Hono, kitFolder: string): void => {
  const kit = serveStatic({ root: fromHere(kitFolder), precompressed: true });
  app.get("/crm/*", serveStatic({ root: fromHere(path.dirname(crmFolder)) }));
  app.get("/memberkit.js", kit);
  app.get("/memberkit/*", kit);
};

/** Who is at the desk, and their token. */
export const serveDesk = (app: Hono, secret: string): void => {
  app.post("/desk", async (c) => {
    keepDesk(c, await c.req.parseBody());
    return c.redirect(pathOf(c.req.header("Referer")), 303);
  });
  app.post("/token", async (c) => c.json({ token: await mintToken(operators[deskOf(c).operator], secret) }));
};

/** Back to the page that asked; never to another site. */
const pathOf = (referer = ""): string => (URL.canParse(referer) ? new URL(referer).pathname : "/");

/**
 * Northwind's own small backend: pages, tokens, a till and the outbox. It knows the loyalty backend by its address
 * alone.
 */
export const createHost = (options: HostOptions): Hono => {
  const { api, secret, kitFolder, mailroom } = options;
  const visits = createVisits();
  const app = new Hono();
  app.use(guarded(api), fromOwnPages, etag(), compress());

  app.get("/", async (c) =>
    c.html(await renderPage("customers", { ...frameOf(deskOf(c)), api, title: "Customers", in_customers: "true" })),
  );
  app.get("/customers/:id", async (c) => {
    const member = c.req.param("id");
    return c.html(
      await renderPage("customer", { ...frameOf(deskOf(c)), api, member, title: "Customer", in_customers: "true" }),
    );
  });
  app.get("/approvals", async (c) =>
    c.html(await renderPage("approvals", { ...frameOf(deskOf(c)), api, title: "Approvals", in_approvals: "true" })),
  );
  app.get("/campaigns/new", async (c) =>
    c.html(await renderPage("campaign", { ...frameOf(deskOf(c)), api, title: "New campaign", in_customers: "true" })),
  );
  app.get("/jobs", async (c) =>
    c.html(await renderPage("jobs", { ...frameOf(deskOf(c)), api, title: "Jobs", in_jobs: "true" })),
  );
  app.get("/tags", async (c) =>
    c.html(await renderPage("tags", { ...frameOf(deskOf(c)), api, title: "Tags", in_tags: "true" })),
  );
  app.get("/audit", async (c) =>
    c.html(await renderPage("audit", { ...frameOf(deskOf(c)), api, title: "Audit", in_audit: "true" })),
  );
  app.get("/outbox", async (c) =>
    c.html(await renderPage("outbox", { ...frameOf(deskOf(c)), api, title: "Outbox", in_outbox: "true" })),
  );

  serveDesk(app, secret);
  app.post("/visits/:visit", async (c) => {
    visits.leave(c.req.param("visit"), await c.req.json<Place>());
    return c.body(null, 204);
  });
  app.get("/visits/:visit", (c) => c.json(visits.placeOf(c.req.param("visit"))));
  app.post("/till", async (c) => ringUp(options, await c.req.json<Purchase>()));
  app.get("/outbox.json", (c) => c.json(mailroom.letters()));

  serveFiles(app, kitFolder);
  return app;
};
