import { Hono } from "hono";
import { RefusalError } from "../domain/refusal.js";
import { takeOptOut, takeReport } from "../due/take-report.js";
import type { DeliveryReports, Reports } from "../messages/reports.js";
import { readText } from "./body-text.js";
import type { Environment, HttpContext } from "./exchange.js";
import type { Services } from "./services.js";

interface Genuine {
  /** How the provider says what it says. */
  readonly told: DeliveryReports;
  readonly form: URLSearchParams;
}

/**
 * What a provider has sent.
 *
 * @throws `RefusalError`: `not-found` where no such provider tells anything here, `forbidden` where it did not say this
 */
const readGenuine = async (c: HttpContext, reports: Reports, provider: string): Promise<Genuine> => {
  const told = Object.hasOwn(reports, provider) ? reports[provider] : undefined;
  if (!told) throw new RefusalError("not-found");
  const { pathname, search } = new URL(c.req.url);
  const form = new URLSearchParams(await readText(c.req.raw));
  const isGenuine = await told.isGenuine({ path: pathname + search, headers: c.req.raw.headers, form });
  if (!isGenuine) throw new RefusalError("forbidden");
  return { told, form };
};

/**
 * The routes by which providers tell what became of messages (`/{provider}/{tenant}/messages/{id}`), and who has
 * written back that they want no more (`/{provider}/{tenant}/answers`). The signature stands in the place of a token: it
 * covers the address, and with it the tenant and the message. Whatever is genuine is a 204, also where it is no news: a
 * provider can mend nothing of that. The routes are no part of the contract.
 */
export const reportRoutes = (reports: Reports, services: Services): Hono<Environment> => {
  const routes = new Hono<Environment>();
  const options = { ...services, database: services.writeDatabase };
  routes.post("/:provider/:tenant/messages/:id", async (c) => {
    c.set("route", "/reports/:provider/:tenant/messages/:id");
    const { provider, tenant, id } = c.req.param();
    const { told, form } = await readGenuine(c, reports, provider);
    const report = told.reportIn(form);
    if (report) await takeReport(options, { tenant, id, channel: told.channel }, report);
    return c.body(null, 204);
  });
  routes.post("/:provider/:tenant/answers", async (c) => {
    c.set("route", "/reports/:provider/:tenant/answers");
    const { provider, tenant } = c.req.param();
    const { told, form } = await readGenuine(c, reports, provider);
    const optOut = told.optOutIn(form);
    if (optOut) await takeOptOut(options, { tenant, channel: told.channel }, optOut);
    return c.body(null, 204);
  });
  return routes;
};
