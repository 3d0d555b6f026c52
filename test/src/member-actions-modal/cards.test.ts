import { expect } from "@open-wc/testing";
import { clientFor, newTenant, release, seedingMs, type Tenant, until } from "../backend.js";
import { clear, stage } from "./modal-page.js";

describe("cards, in member-actions-modal", function () {
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

  it("S2-12 one is replaced that the member holds: old and new are shown before and after, and a number that somebody has at its field", async () => {
    const client = clientFor(tenant);
    await client.actions.addCard("m_1012", { number: "7777" });
    const page = await stage(client);
    await page.choose("replace-card");
    await page.pressText("6034120088710042");
    await page.type("#field-number", "77-77");
    await until(
      () => page.find("#field-number-error")?.textContent.includes("Another member has this card."),
      "why not",
    );
    await page.type("#field-number", "6034 99");
    await page.previewed();
    expect(page.effects).to.deep.equal(["Card 6034120088710042to603499"]);
    await page.submit();
    expect(await page.receipt()).to.contain("Card replaced");
    await page.press("#another");
    await page.choose("replace-card");
    await page.says("603499");
    expect(page.text).not.to.contain("6034120088710042");
  });

  it("S2-12 S3-7 without the module there is no button for cards", async () => {
    const other = await newTenant({ modules: ["gifts"] });
    const page = await stage(clientFor(other), { attributes: { actions: "add-card replace-card send-asset" } });
    expect(page.tiles).to.deep.equal(["Send asset"]);
    await release(other);
  });
});
