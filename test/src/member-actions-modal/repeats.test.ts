import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, seedingMs } from "../backend.js";
import { clear, stage, writesOf } from "./modal-page.js";

describe("what was done before, in member-actions-modal", function () {
  this.timeout(20_000);
  before(function () {
    this.timeout(seedingMs);
  });
  afterEach(clear);

  it("is asked about once, says who did it and when, and is done at the second press", async () => {
    const tenant = await newTenant();
    const again = { currency: "credits", amount: 500, reasonCode: "goodwill" };
    await clientFor(tenant, "dana").actions.add("m_1048", again, { key: "before" });
    const page = await stage(clientFor(tenant), { memberId: "m_1048" });
    await page.choose("add:credits");
    await page.type("#field-amount", "5");
    const reason = await page.seen<HTMLSelectElement>("#field-reasonCode");
    await page.says("Goodwill");
    reason.value = "goodwill";
    reason.dispatchEvent(new Event("change", { bubbles: true }));
    await page.says("Dana Levi did this on");
    expect(page.find("#done-before")).to.equal(null);
    await page.press("#submit");
    const asked = await page.seen("#done-before");
    expect(readable(asked.textContent)).to.match(/Dana Levi did this on \d{1,2} \w+ \d{4}, for the same reason\./);
    expect(await writesOf(tenant)).to.have.length(1);
    await page.submit();
    expect(readable(await page.receipt())).to.contain("5.00 credits added");
    expect(await writesOf(tenant)).to.have.length(2);
  });
});
