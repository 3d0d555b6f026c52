import { expect } from "@open-wc/testing";
import { clientFor, newTenant, requestsOf, seedingMs, type Tenant, until } from "../backend.js";
import { network } from "../network.js";
import { clear, stage, writesOf } from "./modal-page.js";

describe("member-actions-modal offline", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => {
    network(true);
    clear();
  });

  const previewsOf = async () => (await requestsOf(tenant)).filter(({ path }) => path.includes("/previews/"));

  it("known to be offline, no preview is asked for; it comes by itself when the connection is back", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    network(false);
    await page.type("#field-amount", "100");
    await page.says("You're offline.");
    expect(await previewsOf()).to.deep.equal([]);
    network(true);
    await page.previewed();
    expect(page.text).not.to.include("You're offline.");
    expect(page.value("#field-amount")).to.equal("100");
  });

  it("known to be offline, nothing is sent and nothing claims that it was", async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.type("#field-amount", "100");
    await page.previewed();
    network(false);
    await page.submit();
    await page.says("You're offline.");
    expect(page.text).not.to.include("Sent to the server").and.not.to.include("unknown");
    expect(await writesOf(tenant)).to.deep.equal([]);
    network(true);
    await until(() => !page.text.includes("You're offline."), "the words to go");
    await page.previewed();
    await page.submit();
    expect(await page.receipt()).to.include("100 points added");
    expect(await writesOf(tenant)).to.have.length(1);
  });
});
