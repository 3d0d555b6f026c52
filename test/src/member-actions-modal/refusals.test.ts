import { expect } from "@open-wc/testing";
import { breakNext, clientFor, newTenant, readable, until, type Tenant, release, seedingMs } from "../backend.js";
import { clear, stage, type ModalPage } from "./modal-page.js";

const errorOf = (page: ModalPage, field: string) =>
  until(() => page.find(`#field-${field}-error`), `an error at ${field}`);

describe("refusals in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  const offersNothing = (page: ModalPage) => {
    expect(page.text).not.to.include("Try again");
    expect(page.find(".callout .copy")).to.equal(null);
  };

  it("too little to take is said at the amount, with what there is, and is not to be tried again", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("redeem:points");
    await page.type("#field-amount", "5000");
    const error = await errorOf(page, "amount");
    expect(readable(error.textContent)).to.equal("There isn't that much to spend. At most 1,240.");
    expect(page.find("#failure")).to.equal(null);
    offersNothing(page);
    expect(page.text).not.to.include("Fill in the form");
    expect(page.text).to.include("As it is filled in, this can't be done.");
  });

  it("more than the limit is said at the amount, with what is left of it", async () => {
    const page = await stage(clientFor(tenant, "dana"));
    await page.choose("add:points");
    await page.type("#field-amount", "5000");
    expect(readable((await errorOf(page, "amount")).textContent)).to.match(/limit.* At most 1,900\.$/);
    offersNothing(page);
  });

  const refuse = (code: string, status: number, retryable: boolean) =>
    breakNext(tenant, {
      path: "/previews/",
      fault: {
        kind: "status",
        status,
        headers: { "content-type": "application/problem+json" },
        body: JSON.stringify({
          type: "about:blank",
          title: "x",
          detail: "Not today.",
          requestId: "req_1",
          status,
          code,
          retryable,
        }),
      },
    });

  it("what is refused for good, and at no field, offers no second try and no request id", async () => {
    await refuse("not-eligible", 409, false);
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.says("Not today. Nothing was changed.");
    offersNothing(page);
  });

  it("what may pass offers both", async () => {
    await refuse("house-closed", 409, true);
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.says("Not today. Nothing was changed.");
    expect(page.find("#failure .copy")).not.to.equal(null);
    await page.pressText("Try again");
    await page.previewed();
  });

  it("the button never says an amount that is none", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("add:credits");
    for (const amount of ["-5", "0", "x", ""]) {
      await page.type("#field-amount", amount);
      expect(readable(page.find("#submit")?.textContent)).to.equal("Add credits");
    }
    await page.type("#field-amount", "5");
    expect(readable(page.find("#submit")?.textContent)).to.equal("Add 5.00 credits");
  });

  it("an SMS names what makes it longer, and a text of which nothing can be seen is refused at its field", async () => {
    const page = await stage(clientFor(tenant), { memberId: "m_1012" });
    await page.choose("send-sms");
    await page.pressText("Custom");
    await page.type("#field-body", "It’s on us – any day");
    await page.previewed();
    expect(page.text).to.include("“’” and “–” need Unicode: 70 characters per SMS instead of 160.");
    await page.type("#field-body", "It is on us");
    await until(() => !page.text.includes("Unicode"), "plain letters");
    await page.type("#field-body", "\u200b");
    expect(readable((await errorOf(page, "body")).textContent)).to.equal("Nothing of this can be seen.");
  });
});
