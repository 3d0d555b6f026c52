import { expect } from "@open-wc/testing";
import { people } from "../../../server/seed/people.js";
import { clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../backend.js";
import { clear, type ModalPage, stage } from "./modal-page.js";

describe("a transfer to another member in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  const opened = async (): Promise<ModalPage> => {
    const page = await stage(clientFor(tenant), { memberId: people.noa });
    await page.choose("transfer:points");
    return page;
  };
  const found = (page: ModalPage) => page.all(".picker .pick b").map((name) => readable(name.textContent));
  const search = async (page: ModalPage, text: string, name: string) => {
    await page.type(".picker input[type=search]", text);
    await until(() => found(page).includes(name), name);
  };

  it("the receiver is found by name or id; who is acted on is not among those found, which is said", async () => {
    const page = await opened();
    await page.says("Members who fit what you type are listed here.");
    await search(page, "mila", "Mila Novak");
    await page.type(".picker input[type=search]", people.noa);
    await page.says(`Nothing matches “${people.noa}”.`);
    await search(page, people.layla, "ليلى عبد الرحمن الخطيب");
  });

  it("the preview and the receipt show both members; who is chosen stays when something else is searched", async () => {
    const page = await opened();
    await search(page, "mila", "Mila Novak");
    await page.press(".picker input[type=radio]");
    await page.type("#field-amount", "40");
    await page.previewed();
    const shown = () => page.all(".effects").map((rows) => readable(rows.textContent));
    expect(shown()).to.have.length(2);
    expect(shown()[0]).to.contain("−40 points");
    expect(shown()[1]).to.contain("+40 points");
    expect(page.find(".whose")?.textContent).to.equal("Mila Novak");
    await page.type(".picker input[type=search]", "qqqq");
    await until(() => found(page).length === 1, "only who is chosen");
    await page.submit();
    const receipt = readable(await page.receipt());
    expect(receipt).to.contain("40 points transferred").and.contain("Mila Novak").and.contain("+40 points");
  });

  it("without a receiver nothing is sent, and the focus is where one is searched for", async () => {
    const page = await opened();
    await page.type("#field-amount", "40");
    await page.press("#submit");
    await page.says("Choose one.");
    expect(page.focused?.closest(".picker")).not.to.equal(null);
  });
});
