import { expect } from "@open-wc/testing";
import { clientFor, doDueWork, newTenant, readable, seedingMs, until } from "../backend.js";
import { clear, stage, type ModalPage } from "./modal-page.js";

const choose = async (page: ModalPage, id: string): Promise<void> =>
  (await page.seen<HTMLInputElement>(`input[value="${id}"]`)).click();

describe("resync in member-actions-modal", function () {
  this.timeout(20_000);
  before(function () {
    this.timeout(seedingMs);
  });
  afterEach(clear);

  it("S3-13 is there only with the module, says what it is for, and is honest about how far it got", async () => {
    const tenant = await newTenant();
    const client = clientFor(tenant);
    const page = await stage(client);
    await page.choose("resync");
    await page.says("For troubleshooting only: other systems are told of changes by themselves.");
    await choose(page, "newsletter");
    await page.previewed();
    expect(page.effects.join(" ")).to.include("Newsletter service Will be sent");
    expect(readable(page.find("#submit")?.textContent)).to.include("Resync with Newsletter service");
    await page.submit();
    expect(readable(await page.receipt())).to.include("On its way to Newsletter service");
    expect(page.effects.join(" ")).to.include("On its way");
    // No such system is connected to this server: what was asked for could not be done, and the entry says so.
    await doDueWork();
    const { data } = await client.members.activities("m_1048").first();
    expect(data[0]?.effects[0]?.value?.after).to.equal("failed");
    clear();
    const without = await stage(clientFor(await newTenant({ modules: ["gifts"] })));
    await until(() => without.tiles.length > 0, "the menu");
    expect(without.tiles).not.to.include("Resync");
  });
});
