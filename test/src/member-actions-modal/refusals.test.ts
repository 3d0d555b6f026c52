import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  requestsOf,
  until,
  type Tenant,
  release,
  seedingMs,
} from "../backend.js";
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

  const buttonOf = (page: ModalPage) => readable(page.find("#submit")?.textContent);
  const previewOf = (page: ModalPage) =>
    page
      .all(".preview > :not(.vh)")
      .map(({ textContent }) => readable(textContent))
      .join(" ");

  it("too little to take is said at the amount, with what there is and a press that takes it", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("redeem:points");
    await page.type("#field-amount", "5000");
    expect(readable((await errorOf(page, "amount")).textContent)).to.equal("Noa has 1,240 points.");
    expect(page.find("#failure")).to.equal(null);
    offersNothing(page);
    expect(previewOf(page)).to.include("Can't be done Redeem 5,000 points There isn't that much to spend.");
    expect(previewOf(page)).not.to.include("Not saved yet").and.not.to.include("Fill in the form");
    expect(buttonOf(page)).to.equal("Redeem points");
    expect(page.find("#submit.primary")).to.equal(null);
    await page.pressText("Use 1,240");
    expect(page.value("#field-amount")).to.equal("1240");
    expect(page.focused?.id).to.equal("field-amount");
    await page.previewed();
    expect(page.find("#submit.primary")).not.to.equal(null);
    await page.submit();
    expect(await page.receipt()).to.include("1,240 points redeemed");
  });

  it("more than the limit is said at the amount, with what is left of it and a press that takes it", async () => {
    const page = await stage(clientFor(await newTenant({ approvals: null }), "dana"));
    await page.choose("add:points");
    await page.type("#field-amount", "5000");
    expect(readable((await errorOf(page, "amount")).textContent)).to.match(/limit.* At most 1,900\.$/);
    offersNothing(page);
    await page.pressText("Use 1,900");
    await page.previewed();
    expect(buttonOf(page)).to.equal("Add 1,900 points");
  });

  it("more than the backend takes at a time is said at the amount, with a press that takes the most", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("punch-card");
    await page.pressText("Coffee");
    await page.type("#field-count", "500");
    await page.submit();
    expect(readable((await errorOf(page, "count")).textContent)).to.equal("At most 10.");
    await page.pressText("Use 10");
    expect(page.value("#field-count")).to.equal("10");
  });

  it("a preview that was good and is refused by now says so, with what there is now", async () => {
    const client = clientFor(tenant);
    await client.actions.redeem("m_1048", { currency: "points", amount: 1178 });
    const page = await stage(client);
    await page.choose("redeem:points");
    await page.type("#field-amount", "60");
    await page.previewed();
    await clientFor(tenant, "dana").actions.redeem("m_1048", { currency: "points", amount: 50 });
    await page.submit();
    await page.says("Noa has 12 points.");
    expect(page.text).not.to.include("new preview");
    expect(page.value("#field-amount")).to.equal("60");
    offersNothing(page);
    expect(buttonOf(page)).to.equal("Redeem points");
    await page.pressText("Use 12");
    await page.previewed();
    await page.submit();
    expect(await page.receipt()).to.include("12 points redeemed");
  });

  it("what is refused at no field of the form is said above it, never passed over", async () => {
    await breakNext(tenant, {
      path: "/previews/",
      fault: problem(422, "validation", {
        detail: "The reference is not known.",
        errors: [{ pointer: "/reference", code: "unknown", detail: "The reference is not known." }],
      }),
    });
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.says("The reference is not known. Nothing was changed.");
    offersNothing(page);
  });

  const refuse = (code: string, status: number, retryable: boolean) =>
    breakNext(tenant, { path: "/previews/", fault: problem(status, code, { detail: "Not today.", retryable }) });

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

  it("a press on Confirm goes to what is wrong and selects it, so that what is typed next replaces it", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.type("#field-amount", "1.5");
    page.find("#field-note")?.focus();
    await page.submit();
    const amount = await until(
      () => page.focused?.id === "field-amount" && (page.focused as HTMLInputElement),
      "focus",
    );
    expect([amount.selectionStart, amount.selectionEnd]).to.deep.equal([0, 3]);
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

  it("an amount that is written another country's way is asked about, and nothing is sent for it", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("add:credits");
    await page.type("#field-amount", "12,5");
    expect(previewOf(page)).to.include("Do you mean 12.50?");
    await page.submit();
    expect(readable((await errorOf(page, "amount")).textContent)).to.include("Do you mean 12.50?");
    await page.pressText("Use 12.50");
    await page.previewed();
    expect(buttonOf(page)).to.equal("Add 12.50 credits");
  });

  it("an absurd amount is refused at the field, and the backend is not asked", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.type("#field-amount", "9007199254740993");
    expect(previewOf(page)).to.include("That is more than can be counted.");
    await page.submit();
    expect(readable((await errorOf(page, "amount")).textContent)).to.equal("That is more than can be counted.");
    expect((await requestsOf(tenant)).filter(({ path }) => path.includes("/previews/"))).to.deep.equal([]);
  });

  it("a preview is announced in one sentence, and so is its refusal", async () => {
    const page = await stage(clientFor(tenant));
    const announced = () => readable(page.find(".preview [role=status]")?.textContent);
    await page.choose("redeem:points");
    expect(announced()).to.equal("");
    await page.type("#field-amount", "40");
    await page.previewed();
    expect(announced()).to.equal("Preview: 1,240 to 1,200 points");
    await page.type("#field-amount", "5000");
    await errorOf(page, "amount");
    expect(announced()).to.equal("This can't be done: There isn't that much to spend.");
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
