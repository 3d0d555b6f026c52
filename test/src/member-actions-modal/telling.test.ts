import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, seedingMs, until } from "../backend.js";
import { clear, stage, type ModalPage } from "./modal-page.js";

const MILA = "m_1012";

const choose = async (page: ModalPage, id: string): Promise<void> => {
  const select = await page.seen<HTMLSelectElement>("#field-notify");
  await until(() => select.querySelector(`[value="${id}"]`), id);
  select.value = id;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await page.modal.updateComplete;
};

const facts = (page: ModalPage): string =>
  page
    .all(".notes")
    .map(({ textContent }) => readable(textContent))
    .join(" ");

describe("telling the member, in member-actions-modal", function () {
  this.timeout(20_000);
  before(function () {
    this.timeout(seedingMs);
  });
  afterEach(clear);

  it("picks from the templates of all channels, and nobody is told by default", async () => {
    const page = await stage(clientFor(await newTenant()));
    await page.choose("add:points");
    await page.type("#field-amount", "10");
    await page.previewed();
    expect(facts(page)).to.include("No rules fire. Noa is not notified.");
    expect(page.find("#field-customerMessage")).to.equal(null);
    const options = page.all<HTMLOptionElement>("#field-notify option").map(({ textContent }) => readable(textContent));
    expect(options[0]).to.equal("None");
    expect(options).to.include.members([
      "Winter warmers · SMS",
      "Thank you · e-mail",
      "Fresh pastries · notifications",
    ]);
  });

  it("shows the message as it will read, with its cost and consent, before and after it is done", async () => {
    const client = clientFor(await newTenant());
    const page = await stage(client, { memberId: MILA });
    await page.choose("add:points");
    await page.type("#field-amount", "10");
    await choose(page, "tpl_sms_balance");
    await page.type("#field-customerMessage", "thank you for waiting.");
    const words = "Hi Mila, thank you for waiting. You have 2,810 points now.";
    await page.says(words);
    await page.previewed();
    expect(page.text).to.include("Mila is told");
    expect(page.effects.join(" ")).to.include("Cost if delivered").and.to.include("Will be sent");
    expect(facts(page)).to.include("No rules fire.").and.to.include("Can be undone. The message stays sent.");
    expect(facts(page)).not.to.include("is not notified");
    await page.submit();
    const receipt = readable(await page.receipt());
    expect(receipt).to.include("10 points added").and.to.include(words).and.to.include("To the member");
    const { data } = await client.members.activities(MILA).first();
    expect([data[0]?.message?.template?.id, data[0]?.customerMessage]).to.deep.equal([
      "tpl_sms_balance",
      "thank you for waiting.",
    ]);
  });

  it("a message that will be blocked is told beforehand, and does not make less of what is done", async () => {
    const client = clientFor(await newTenant());
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "10");
    await choose(page, "tpl_sms_winter");
    await page.says("Noa has not agreed to SMS, so this will be blocked.");
    expect(page.find("#submit.primary")).not.to.equal(null);
    await page.submit();
    expect(readable(await page.receipt()))
      .to.include("10 points added")
      .and.to.include("Will be blocked");
    expect(page.find(".hero .glyph.success")).not.to.equal(null);
  });

  it("who may send by no channel is not asked, nor is anybody where the backend tells nobody", async () => {
    const tenant = await newTenant({ modules: ["gifts", "punch-cards", "tags"] });
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.seen("#field-amount");
    expect(page.find("#field-notify")).to.equal(null);
    // No template prints it here: it is for the member's own history.
    expect(page.find("#field-customerMessage")).not.to.equal(null);
  });
});
