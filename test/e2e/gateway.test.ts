import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { demoVendors } from "../../examples/gateway/vendors.js";
import { listen } from "../support/backend.js";
import { launchBrowser } from "../support/browser.js";
import { type GatewayDemo, startGatewayDemo } from "../support/gateway-demo.js";
import { GatewayFlow, type VendorCase } from "./gateway-flow.js";

const cases: readonly VendorCase[] = [
  {
    ...{ vendor: "square", currency: "points", called: "points", takes: "subtract" },
    offered: ["add:points", "claim-reward", "edit-profile", "subtract:points", "delete"],
    ...{ writes: /\/adjust$/, afterError: "done", lacks: ["Gifts", "Messages", "Purchases"] },
  },
  {
    ...{ vendor: "voucherify", currency: "lcdef0b01", called: "Beans", takes: "subtract" },
    offered: [
      ...["add:lcdef0b01", "add:lcdef0b02", "edit-profile", "subtract:lcdef0b01", "subtract:lcdef0b02"],
      ...["release-pending", "cancel-pending", "delete"],
    ],
    ...{ writes: /\/points$/, afterError: "unknown", lacks: ["Gifts", "Wallet", "Messages", "Purchases", "Consents"] },
  },
  {
    ...{ vendor: "talon-one", currency: "points", called: "points", takes: "redeem" },
    offered: ["add:points", "redeem:points", "add:stars", "redeem:stars", "edit-profile", "delete"],
    ...{
      writes: /\/add_points$/,
      afterError: "unknown",
      lacks: ["Gifts", "Wallet", "Messages", "Purchases", "Consents"],
    },
  },
];

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** A page with the administrator at the desk, and what went wrong on it. */
const openPage = async (demo: GatewayDemo): Promise<{ readonly page: Page; readonly wrong: string[] }> => {
  const context = await browser.newContext();
  await context.addCookies([{ name: "operator", value: "ari", url: demo.crm }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  // A refusal is an answer, too: what a browser says of its status is no mistake.
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) wrong.push(message.text());
  });
  return { page, wrong };
};

/** A vendor's double that fails at the next call of some, as it is told. */
const startDouble = async ({ vendor, writes }: VendorCase) => {
  const double = demoVendors[vendor]?.start();
  let fails = false;
  const { origin, close } = await listen({
    fetch: async (request) => {
      if (!fails || !writes.test(new URL(request.url).pathname)) return double?.fetch(request) ?? new Response();
      fails = false;
      return new Response(null, { status: 502 });
    },
  });
  const failNext = () => {
    fails = true;
  };
  return { origin, close, failNext };
};

for (const vendorCase of cases)
  test(`S0-8 before ${vendorCase.vendor} a customer is found, points are added with a receipt and undone, and refusals and failures are said`, async (context) => {
    const double = await startDouble(vendorCase);
    context.after(() => double.close());
    const demo = await startGatewayDemo(vendorCase.vendor, double.origin);
    context.after(async () => assert.equal(await demo.stop(), 0));
    const { page, wrong } = await openPage(demo);
    const flow = new GatewayFlow(page, vendorCase);
    await flow.findAndOpen(demo.crm);
    await flow.offersWhatThereIs();
    await flow.addWithReceipt(25, 340);
    await flow.undoLast("340");
    // Square knows that they agree, and not since when.
    if (vendorCase.vendor === "square")
      assert.equal(await flow.profile.locator(".consent .muted").first().innerText(), "Agreed");
    await flow.refusesTooMuch();
    await flow.editsEmail("noa@example.com", "levi@example.com");
    double.failNext();
    await flow.addWhileFailing(7);
    assert.deepEqual(wrong, []);
  });
