import { expect } from "@open-wc/testing";
import type { MemberNextEvent } from "../../../src/member-actions-modal/next-event.js";
import { clientFor, newTenant, readable, seedingMs, until, type Tenant } from "../backend.js";
import { clear, stage, type ModalPage } from "./modal-page.js";

describe("after a receipt", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const done = async (action: string, amount: string): Promise<ModalPage> => {
    const page = await stage(clientFor(tenant), { attributes: { action } });
    await page.type("#field-amount", amount);
    await page.previewed();
    await page.submit();
    await page.receipt();
    return page;
  };
  const sentence = (page: ModalPage) => readable(page.all(".facts .copy span:not(.mono)").at(-1)?.textContent);

  it("says a sentence for the customer, up and down, in no words of the team's", async () => {
    expect(sentence(await done("add:points", "100"))).to.match(/^We added 100 points\. You now have 1,\d{3}\.$/);
    clear();
    expect(sentence(await done("redeem:points", "40"))).to.match(/^We took off 40 points\. You now have 1,\d{3}\.$/);
  });

  it("opens the same form again for this member, empty", async () => {
    const page = await done("add:points", "100");
    await page.press("#again");
    await page.seen("#field-amount");
    expect(page.value("#field-amount")).to.equal("");
    expect(page.find("#title")?.textContent).to.equal("Add points");
  });

  it("closes, and tells a host with a queue that the operator goes on: once, and only after a receipt", async () => {
    const page = await done("add:points", "100");
    const told: string[] = [];
    const hear = ({ memberId }: MemberNextEvent) => told.push(`${memberId} ${page.modal.open}`);
    document.body.addEventListener("member-next", hear);
    await page.press("#done");
    await until(() => told.length, "the event");
    page.modal.open = true;
    await page.press("#cancel");
    await until(() => !page.modal.open, "the dialog to close");
    document.body.removeEventListener("member-next", hear);
    expect(told).to.deep.equal(["m_1048 false"]);
  });

  it("has one button that stands out", async () => {
    const page = await done("add:points", "100");
    expect(page.all(".dfoot .btn.primary").map(({ id }) => id)).to.deep.equal(["done"]);
  });
});
