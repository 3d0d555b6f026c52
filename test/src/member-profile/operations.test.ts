import { expect } from "@open-wc/testing";
import { catalogue, findAction } from "../../../sdk/contract/index.js";
import { clientFor, newTenant, seedingMs, type Tenant, until } from "../backend.js";
import { clear, showProfile } from "./profile-page.js";

describe("launching from a profile", function () {
  this.timeout(40_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S1-3 finds every manual action on a member behind Actions, or in a panel of its own", async () => {
    const client = clientFor(tenant);
    const { actions } = await client.capabilities();
    const page = await showProfile(client).ready();
    (await page.button("Actions")).click();
    const modal = await page.seen("member-actions-modal");
    const tiles = await until(() => {
      const found = [...(modal.shadowRoot?.querySelectorAll<HTMLElement>("[data-action]") ?? [])];
      return found.length > 0 && found;
    }, "the menu");
    const launched = new Set(tiles.map(({ dataset }) => dataset.action?.split(":")[0]));
    const inPanels = Object.values(catalogue).filter((action) => "placement" in action);
    await until(() => page.find("tag-editor")?.shadowRoot?.querySelector("input, button"), "the panel of tags");
    for (const { id } of inPanels) launched.add(id);
    const meant = actions.filter(({ id }) => (findAction(id)?.onlyWhen ?? "active") === "active");
    expect([...launched].sort()).to.deep.equal(meant.map(({ id }) => id).sort());
  });
});
