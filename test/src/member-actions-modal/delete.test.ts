import { expect } from "@open-wc/testing";
import { languages } from "../../../src/locales/languages.js";
import { clientFor, newTenant, readable, type Tenant, seedingMs } from "../backend.js";
import { clear, stage, writesOf } from "./modal-page.js";

describe("deleting in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S0-21 S0-22 says what is removed, kept and freed, asks for the typed name, and deletes for good", async () => {
    const client = clientFor(tenant);
    const page = await stage(client, { memberId: "m_scratch" });
    const { name } = (await client.members.get("m_scratch")).value;
    await page.choose("delete");
    for (const words of ["This can't be undone.", "Removed", "Kept", "Freed", `Type ${name} to confirm`])
      expect(page.text).to.include(words);
    const submit = await page.seen("#submit");
    expect(submit.classList.contains("danger")).to.equal(true);
    expect(submit.getAttribute("aria-disabled")).to.equal("true");
    await page.type("#field-confirmation", name.slice(0, -1));
    await page.submit();
    expect(page.focused?.id).to.equal("field-confirmation");
    expect(await writesOf(tenant)).to.deep.equal([]);
    await page.type("#field-confirmation", ` ${name} `);
    expect(submit.getAttribute("aria-disabled")).to.equal("false");
    await page.submit();
    expect(await page.receipt())
      .to.include("Member deleted")
      .and.to.include(`${name} has left the program.`);
    expect(page.find("#undo")).to.equal(null);
    const refused = await client.members.get("m_scratch").catch((error: unknown) => (error as { code: string }).code);
    expect(refused).to.equal("member-gone");
  });

  for (const [action, title, removed, kept] of [
    ["opt-out", "Opted out", "Balances, gifts, coupons and punch cards", "Tier and dates, for the count of who left"],
    [
      "anonymize",
      "Member anonymized",
      "Name, e-mail, phone and all other details",
      "Balances, tier, gifts, coupons without their codes, and purchases, for statistics",
    ],
  ] as const)
    it(`S3-2 S2-8 ${action} says what it removes and keeps before it is confirmed by typing, and offers no way back`, async () => {
      const client = clientFor(tenant);
      const page = await stage(client, { memberId: "m_1012" });
      await page.choose(action);
      const columns = page.all(".three section").map((column) => readable(column.textContent));
      expect(columns[0]).to.contain(removed);
      expect(columns[1]).to.contain(kept);
      expect(columns[2]).to.contain("E-mail and phone can join again");
      expect(page.text).to.contain("This can't be undone.");
      expect((await page.seen("#submit")).getAttribute("aria-disabled")).to.equal("true");
      await page.type("#field-confirmation", "Mila Novak");
      await page.submit();
      expect(await page.receipt()).to.include(title);
      expect(page.find("#undo") === null).to.equal(true);
      const refused = await client.members.get("m_1012").catch((error: unknown) => (error as { code: string }).code);
      expect(refused).to.equal("member-gone");
    });

  it("what goes and what stays is told in the operator's language", async () => {
    const { actions } = await clientFor(tenant).capabilities();
    const told = actions.flatMap(({ consequences }) => Object.values(consequences ?? {}).flat());
    const hebrew = (await languages.he?.profile()) ?? {};
    expect(told.filter((each) => !(`consequence.${each}` in hebrew))).to.deep.equal([]);
  });

  it("S0-22 what is typed to confirm is sent without the spaces around it", async () => {
    const client = clientFor(tenant);
    const sent: unknown[] = [];
    const run: typeof client.run = (action, memberId, input, options) => {
      sent.push(input);
      return client.run(action, memberId, input, options);
    };
    const page = await stage({ ...client, run }, { memberId: "m_scratch" });
    await page.choose("delete");
    await page.type("#field-confirmation", " m_scratch ");
    await page.submit();
    await page.receipt();
    expect(sent).to.deep.equal([{ confirmation: "m_scratch" }]);
  });

  it("S0-22 the member's id confirms as well, and Keep member sends nothing", async () => {
    const page = await stage(clientFor(tenant), { memberId: "m_scratch" });
    await page.choose("delete");
    await page.type("#field-confirmation", "m_scratch");
    expect((await page.seen("#submit")).getAttribute("aria-disabled")).to.equal("false");
    await page.pressText("Keep member");
    expect(page.modal.open).to.equal(false);
    expect(await writesOf(tenant)).to.deep.equal([]);
  });

  it("S0-21 a straight apostrophe confirms a name that is spelt with a curly one", async () => {
    const client = clientFor(await newTenant({}, 100));
    const found = await client.members.search("O'Brien").first();
    const { id, name } = found.data[0] ?? { id: "", name: "" };
    expect(name).to.include("’");
    const page = await stage(client, { memberId: id });
    await page.choose("delete");
    await page.type("#field-confirmation", name.replace("’", "'").normalize("NFD"));
    expect((await page.seen("#submit")).getAttribute("aria-disabled")).to.equal("false");
    await page.submit();
    expect(await page.receipt()).to.include("Member deleted");
  });
});
