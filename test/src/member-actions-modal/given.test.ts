import { expect } from "@open-wc/testing";
import type { Given, Simulation } from "../../../sdk/contract/index.js";
import { team } from "../../../server/seed/northwind.js";
import { people } from "../../../server/seed/people.js";
import { clientFor, newTenant, readable, seedingMs } from "../backend.js";
import { clear, type ModalPage, stage } from "./modal-page.js";

/** The line of the preview that tells what was given; "" where there is none. */
const told = (page: ModalPage): string =>
  page
    .all(".preview .notes li")
    .map((line) => readable(line.textContent).trim())
    .find((line) => line.startsWith("Given by hand")) ?? "";

const choose = async (page: ModalPage, reason: string): Promise<void> => {
  const field = await page.seen<HTMLSelectElement>("#field-reasonCode");
  await page.says("Goodwill");
  field.value = reason;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

describe("what a member was given by hand, in member-actions-modal", function () {
  this.timeout(20_000);
  before(function () {
    this.timeout(seedingMs);
  });
  afterEach(clear);

  it("stands in a form that gives: how often, how much of its currency, by whom, and for the chosen reason", async () => {
    const tenant = await newTenant();
    const [ari, dana] = [clientFor(tenant), clientFor(tenant, "dana")];
    const open = async () => {
      const page = await stage(ari, { memberId: people.empty });
      await page.choose("add:points");
      await page.type("#field-amount", "5");
      await page.previewed();
      return page;
    };
    expect(told(await open())).to.equal("");
    clear();
    const points = { currency: "points", amount: 200, reasonCode: "goodwill" } as const;
    await ari.actions.add(people.empty, points, { key: "first" });
    const first = await open();
    expect(told(first)).to.equal("Given by hand once in 30 days · 200 points · by Ari Cohen.");
    await choose(first, "goodwill");
    await first.says("For this reason, too.");
    clear();
    await dana.actions.add(people.empty, { currency: "points", amount: 100 }, { key: "second" });
    await dana.actions.sendAsset(people.empty, { giftId: "gift_pastry" }, { key: "third" });
    const page = await open();
    expect(told(page)).to.equal("Given by hand 3 times in 30 days · 300 points · by Dana Levi and Ari Cohen.");
    await choose(page, "goodwill");
    await page.says("by Dana Levi and Ari Cohen. Once for this reason.");
  });

  it("names one of more than two who gave, and adds up no more than the backend does", async () => {
    const tenant = await newTenant();
    const given = { days: 7, times: 9, currency: null, amount: null, operators: Object.values(team) };
    const says = async (answer: Given) => {
      clear();
      const answering = async (request: Request) => {
        const response = await fetch(request);
        if (!request.url.endsWith("/previews/add")) return response;
        return Response.json({ ...((await response.json()) as Simulation), given: answer });
      };
      const page = await stage(clientFor(tenant, "ari", { fetch: answering }), { memberId: people.empty });
      await page.choose("add:points");
      await page.type("#field-amount", "5");
      await page.previewed();
      return told(page);
    };
    expect(await says(given)).to.equal("Given by hand 9 times in 7 days · by Dana Levi and 2 others.");
    expect(await says({ ...given, more: true })).to.equal("Given by hand more than 9 times in 7 days.");
  });

  it("is left out of a form that gives nothing", async () => {
    const tenant = await newTenant();
    const ari = clientFor(tenant);
    await ari.actions.add(people.empty, { currency: "points", amount: 200 }, { key: "first" });
    const page = await stage(ari, { memberId: people.empty });
    await page.choose("redeem:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    expect(told(page)).to.equal("");
  });
});
