import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, seedingMs, until, type Tenant } from "../backend.js";
import { clear, stage, writesOf, type ModalPage } from "./modal-page.js";

/** The modal knows nothing of it but what the demo program says. */
const ID = "issue-parking-pass";

const select = async (page: ModalPage, selector: string, value: string) => {
  const field = await page.seen<HTMLSelectElement>(selector);
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

describe("an action of a program's own, in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("is filled in, previewed, done and undone as a built-in one", async () => {
    const page = await stage(clientFor(tenant));
    expect(page.tiles).to.include("Issue a parking pass");
    await page.choose(ID);
    await page.submit();
    expect(page.all("[aria-invalid=true]").map(({ id }) => id)).to.deep.equal(["field-garage", "field-day"]);
    await select(page, "#field-garage", "station");
    await page.type("#field-day", "2026-11-24");
    await page.type("#field-cars", "2");
    await page.type("#field-note", "12-D-3456");
    await page.previewed();
    const rows = page.effects;
    expect(rows).to.deep.equal(Array(2).fill("To the wallet Parking, Station garage"));
    expect(page.text).to.contain("Day 24 Nov 2026.");
    await page.submit();
    expect(await page.receipt()).to.contain("Parking pass issued");
    expect(page.text).to.contain("12-D-3456");
    await page.press("#undo");
    await page.says("Undone");
    expect(await writesOf(tenant)).to.have.length(2);
  });

  it("shows at its field what the program's own rule refuses", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose(ID);
    await select(page, "#field-garage", "harbour");
    await page.type("#field-day", "2026-11-01");
    await until(() => page.find("#field-day-error")?.textContent.includes("This day is over."), "the refusal");
    await page.submit();
    expect(await writesOf(tenant)).to.have.length(0);
  });

  it("S09 is not to be had without its permission, and says why", async () => {
    const page = await stage(clientFor(tenant, "viewer"));
    const tile = await page.seen(`[data-action="${ID}"]`);
    expect(tile.ariaDisabled).to.equal("true");
    expect(readable(tile.textContent)).to.contain("Your role can't issue a parking pass");
  });

  it("stands in the timeline under its own name", async () => {
    const client = clientFor(tenant);
    await client.run(ID, "m_1048", { garage: "harbour", day: "2026-11-24" });
    const page = await stage(client, { open: false });
    const profile = document.createElement("member-profile");
    profile.setAttribute("member-id", "m_1048");
    page.kit.append(profile);
    const title = await until<Element>(() => profile.shadowRoot?.querySelector(".entry .t"), "the timeline");
    expect(readable(title.textContent)).to.equal("Parking pass issued");
  });
});
