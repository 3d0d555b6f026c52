import { expect } from "@open-wc/testing";
import { clientFor, newTenant, release, seedingMs, type Tenant, until } from "../backend.js";
import { clear, stage } from "./modal-page.js";

describe("purchases, in member-actions-modal", function () {
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

  it("a receipt that the till kept shows what is on it; one that no till knows asks for it, in the program's money", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("claim-purchase");
    await page.type("#field-receipt", "P-1");
    await until(
      () => page.find("#field-amount-error")?.textContent.includes("No till knows this receipt"),
      "what is missing",
    );
    await page.type("#field-receipt", "h-20390");
    await page.previewed();
    expect(page.effects).to.deep.equal(["Purchase €26.40", "Receipt H-20390", "Branch Harbour", "Date 18 Nov 2026"]);
    await page.submit();
    expect(await page.receipt()).to.contain("Purchase claimed");
    const { data } = await clientFor(tenant).members.purchases("m_1048").first();
    expect(data.some(({ receipt }) => receipt === "H-20390")).to.equal(true);
  });

  it("a purchase is chosen by what can come back of it, and a part takes a part of its points back", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("return-purchase");
    await page.says("€363.00");
    await page.pressText("€363.00");
    await page.type("#field-amount", "100.00");
    await page.previewed();
    expect(page.effects.some((row) => row.includes("Comes back €100.00"))).to.equal(true);
    await page.submit();
    expect(await page.receipt()).to.contain("Purchase returned");
    await page.press("#another");
    await page.choose("return-purchase");
    await page.says("€263.00");
  });
});
