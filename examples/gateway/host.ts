import { Hono } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { fromOwnPages, guarded, serveDesk, serveFiles } from "../host/backend.js";
import { deskOf, frameOf } from "../host/desk.js";
import { renderPage } from "../host/pages.js";

interface GatewayHostOptions {
  /** Origin of the gateway. */
  readonly api: string;
  /** Shared with it. */
  readonly secret: string;
  /** Where the kit was built to. */
  readonly kitFolder: string;
  /** What the program is called, whose system it is in, and what that finds customers by. */
  readonly program: string;
  readonly vendor: string;
  readonly foundBy: string;
}

/** A CRM on a gateway: it has what the vendor has. */
export const createGatewayHost = ({ api, secret, kitFolder, program, vendor, foundBy }: GatewayHostOptions): Hono => {
  const app = new Hono();
  app.use(guarded(api), fromOwnPages, etag(), compress());
  const page = (name: string, values: Readonly<Record<string, string>>) =>
    renderPage(name, { api, program, vendor, found_by: foundBy, ...values }, "gateway-layout");
  app.get("/", async (c) => c.html(await page("gateway-customers", { ...frameOf(deskOf(c)), title: "Customers" })));
  app.get("/customers/:id", async (c) =>
    c.html(await page("gateway-customer", { ...frameOf(deskOf(c)), member: c.req.param("id"), title: "Customer" })),
  );
  serveDesk(app, secret);
  serveFiles(app, kitFolder);
  return app;
};
