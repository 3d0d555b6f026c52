import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, requestsOf, seedingMs, type Tenant, until } from "../backend.js";
import { type ListPage, showList } from "../member-list/list-page.js";
import { catchDownloads } from "./downloads.js";

describe("the export of a list", () => {
  let tenant: Tenant;
  let downloads: ReturnType<typeof catchDownloads>;

  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant({}, 20);
  });
  beforeEach(() => void (downloads = catchDownloads()));
  afterEach(() => {
    downloads.release();
    document.body.replaceChildren();
  });

  const open = async (client = clientFor(tenant)): Promise<ListPage> => {
    const page = showList(client, {
      filter: { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "VIP" }] },
    });
    await page.names();
    await page.press("Export");
    return page;
  };
  const asked = async () => (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/exports")).length;

  it("S1-5 downloads who is shown, once it is said what for", async () => {
    const page = await open();
    const names = page.all(".open").map((each) => readable(each.textContent));
    const purpose = await page.seen<HTMLInputElement>("#purpose");
    const form = page.find<HTMLFormElement>("#export-form");
    form?.requestSubmit();
    await page.says("Say what it is for");
    expect(await asked()).to.equal(0);
    purpose.value = "Autumn audit";
    purpose.dispatchEvent(new InputEvent("input", { bubbles: true }));
    form?.requestSubmit();
    await page.says("The download has begun");
    const [address = ""] = downloads.addresses;
    const file = await (await fetch(address)).text();
    for (const name of names) expect(file).to.include(name);
    expect(file.trim().split("\r\n")).to.have.length(names.length + 1);
    expect((await fetch(address)).ok, "the address works once").to.equal(false);
    expect(address).not.to.match(/VIP|audit|Noa/i);
  });

  it("is not offered where the role may not, and says so", async () => {
    const page = await open(clientFor(tenant, "viewer"));
    await page.says("Your role can't export members");
    await until(() => !page.find("#export-form"), "no form");
  });
});
