import { expect } from "@open-wc/testing";
import { people } from "../../../server/seed/people.js";
import { clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../backend.js";
import { clear, type ModalPage, stage, writesOf } from "./modal-page.js";

describe("a merge in member-actions-modal", function () {
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

  const choosing = async (): Promise<ModalPage> => {
    const page = await stage(clientFor(tenant), { memberId: people.noa });
    await page.choose("merge");
    await page.type(".picker input[type=search]", people.duplicate);
    await page.press(".picker input[type=radio]");
    return page;
  };
  const reviewing = async (): Promise<ModalPage> => {
    const page = await choosing();
    await page.press("#submit");
    await page.seen(".parties");
    return page;
  };
  const goes = (page: ModalPage) => readable(page.find(".party.goes .strong")?.textContent);

  it("S3-4 the second screen says who stays and who goes, and what moves; only there it is done, once the name is typed", async () => {
    const page = await reviewing();
    expect(goes(page)).to.equal("Noa Ben David");
    expect(readable(page.all(".party")[0]?.textContent)).to.contain(`Stays Noa Ben-David ${people.noa}`);
    expect(page.text).to.contain("Activity entries").and.contain("This can't be undone.");
    expect(page.focused?.id).to.equal("title");
    expect(page.find("#submit")?.getAttribute("aria-disabled")).to.equal("true");
    expect(await writesOf(tenant)).to.deep.equal([]);
    await page.type("#field-confirmation", people.noa);
    expect(page.find("#submit")?.getAttribute("aria-disabled")).to.equal("true");
    await page.type("#field-confirmation", goes(page));
    await page.submit();
    expect(readable(await page.receipt())).to.contain("Merged");
    expect(await writesOf(tenant)).to.have.length(1);
  });

  it("what the two profiles say differently is chosen one by one, and the preview follows", async () => {
    const page = await reviewing();
    const named = () => page.all(".conflicts legend").map((legend) => readable(legend.textContent));
    expect(named()).to.include("Name").and.to.include("E-mail");
    const own = page.find('.conflicts input[name="conflict-email"]') as HTMLInputElement;
    expect(own.checked).to.equal(true);
    page.all<HTMLInputElement>('.conflicts input[name="conflict-email"]')[1]?.click();
    await until(() => page.find(".effects")?.textContent.includes("noa.bd@example.com"), "the e-mail that is taken");
    await page.type("#field-confirmation", goes(page));
    await page.submit();
    await page.receipt();
    const { value } = await clientFor(tenant).members.get(people.noa);
    expect(value.details.find(({ id }) => id === "email")?.value).to.equal("noa.bd@example.com");
  });

  it("back leads from the second screen to the first, with what was chosen, and from there to the menu", async () => {
    const page = await reviewing();
    await page.press("#back");
    expect(page.find(".parties")).to.equal(null);
    expect(page.find(".picker input:checked")).not.to.equal(null);
    await page.press("#back");
    expect(page.tiles).to.include("Merge a duplicate");
  });

  it("S3-6 what both profiles got on the same day is pointed out before it is done", async () => {
    const client = clientFor(tenant);
    for (const id of [people.noa, people.duplicate])
      await client.actions.add(id, { currency: "points", amount: 77 }, { key: `twice-${id}` });
    const page = await reviewing();
    expect(readable(page.find("#earned-twice")?.textContent)).to.contain("Both profiles got 77 points on");
  });

  it("one who went meanwhile is said at the field, on the first screen", async () => {
    const page = await reviewing();
    const client = clientFor(tenant);
    const { etag } = await client.members.get(people.duplicate);
    const confirmation = people.duplicate;
    await client.actions.delete(people.duplicate, { confirmation }, { key: "gone", ...(etag && { ifMatch: etag }) });
    await page.type("#field-confirmation", goes(page));
    await page.press("#submit");
    await page.says("This member is no longer in the program.");
    await until(() => !page.find(".parties"), "the first screen");
  });
});
