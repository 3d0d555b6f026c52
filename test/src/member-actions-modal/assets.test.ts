import { expect } from "@open-wc/testing";
import type { Client, Operation } from "../../../sdk/index.js";
import {
  breakNext,
  clientFor,
  cursorExpired,
  newTenant,
  requestsOf,
  until,
  type Tenant,
  seedingMs,
} from "../backend.js";
import { clear, stage, writesOf } from "./modal-page.js";

const balance = async (client: Client, memberId: string, currency: string) =>
  (await client.members.get(memberId)).value.accounts.find((account) => account.currency === currency);

describe("assets in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let client: Client;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    client = clientFor(tenant);
  });
  afterEach(clear);

  it("S0-2 S0-8 adds points to this member, at once, shows the preview first and the receipt after", async () => {
    const done: Operation[] = [];
    document.body.addEventListener("member-action-done", ({ operation }) => done.push(operation), { once: true });
    const page = await stage(client);
    await page.choose("add:points");
    expect(page.focused?.id).to.equal("field-amount");
    await page.type("#field-amount", "500");
    await page.previewed();
    expect(page.find(".preview")?.textContent).to.include("Not saved yet").and.to.include("1,740");
    expect(page.find("#submit")?.textContent?.trim()).to.equal("Add 500 points");
    await page.submit();
    expect(await page.receipt())
      .to.include("500 points added")
      .and.to.include("Noa is now Gold.")
      .and.to.include("Done by");
    expect((await balance(client, "m_1048", "points"))?.spendable).to.equal(1740);
    expect(done.map(({ action }) => action)).to.deep.equal(["add"]);
    expect(await writesOf(tenant)).to.have.length(1);
  });

  it("a picker whose list moves on while it is read starts over, and shows each option once", async () => {
    await breakNext(
      tenant,
      { path: "/v1/gifts", fault: { kind: "mutate", pointer: "/page/next", value: "c_2" } },
      { path: "/v1/gifts.*cursor=c_2", fault: cursorExpired },
    );
    const page = await stage(client);
    await page.choose("send-asset");
    const options = await until(() => {
      const shown = page.all(".rows label").map(({ textContent }) => textContent.trim());
      return shown.length > 0 && shown;
    }, "the gifts");
    expect(new Set(options).size).to.equal(options.length);
    const asked = (await requestsOf(tenant)).filter(({ path }) => path.includes("/v1/gifts"));
    expect(asked.map(({ status }) => status)).to.deep.equal([200, null, 200]);
  });

  it("S0-9 S0-10 redeems points and leaves credits alone, and the other way round", async () => {
    const page = await stage(client);
    await page.choose("redeem:points");
    await page.type("#field-amount", "40");
    await page.submit();
    await page.receipt();
    expect((await balance(client, "m_1048", "points"))?.spendable).to.equal(1200);
    expect((await balance(client, "m_1048", "credits"))?.spendable).to.equal(4850);
    await page.press("#another");
    await page.choose("add:credits");
    await page.type("#field-amount", "1.50");
    await page.submit();
    expect(await page.receipt()).to.include("1.50 credits added");
    expect((await balance(client, "m_1048", "credits"))?.spendable).to.equal(5000);
    expect((await balance(client, "m_1048", "points"))?.spendable).to.equal(1200);
  });

  it("undoes from the receipt, by a linked entry", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "500");
    await page.submit();
    await page.receipt();
    await page.press("#undo");
    await page.says("Undone");
    expect(page.find("#undo")).to.equal(null);
    expect((await balance(client, "m_1048", "points"))?.spendable).to.equal(1240);
  });

  it("S0-11 Send asset picks one of the program's gifts, which lands in the wallet", async () => {
    const page = await stage(client);
    await page.choose("send-asset");
    const gift = await page.seen<HTMLInputElement>('input[value="gift_beans"]');
    expect(page.find('input[value="gift_mug"]:disabled'), "none are left of it").not.to.equal(null);
    gift.click();
    await page.previewed();
    await page.submit();
    expect(await page.receipt()).to.include("Bag of house beans sent");
    const { data } = await client.members.gifts("m_1048").first();
    expect(data.some((held) => held.gift.id === "gift_beans" && held.status === "active")).to.equal(true);
  });

  it("S0-12 punches the active card of the library's", async () => {
    const page = await stage(client);
    await page.choose("punch-card");
    await page.press('input[value="card_coffee"]');
    await page.previewed();
    expect(page.find(".preview")?.textContent).to.match(/7.*8.*of 10/s);
    await page.submit();
    expect(await page.receipt()).to.include("Coffee card punched");
    const { data } = await client.members.punchCards("m_1048").first();
    expect(data.find((held) => held.punchCard.id === "card_coffee" && held.status === "active")?.punches).to.equal(8);
  });

  it("S0-13 issues a card where there is none, and says so before and after", async () => {
    const page = await stage(client, { memberId: "m_1201" });
    await page.choose("punch-card");
    await page.press('input[value="card_lunch"]');
    await page.previewed();
    expect(page.find(".preview")?.textContent).to.include("A new card is issued");
    await page.submit();
    await page.receipt();
    const { data } = await client.members.punchCards("m_1201").first();
    expect(data.map(({ punches }) => punches)).to.deep.equal([1]);
    expect(await writesOf(tenant)).to.have.length(1);
  });

  it("says what is left of a limit below the amount, and refuses what is over it there", async () => {
    tenant = await newTenant({ approvals: null });
    const page = await stage(clientFor(tenant, "dana"));
    await page.choose("add:points");
    expect(page.text).to.include("Your limit leaves 1,900 for now.");
    await page.type("#field-amount", "1901");
    await page.submit();
    await until(() => page.find(".err, #failure"));
    expect(page.text).to.match(/limit/i);
    expect(await writesOf(tenant)).to.deep.equal([]);
  });

  it("two keys lead from a preset's button to its receipt", async () => {
    const page = await stage(client, {
      children: '<member-action name="add:points" amount="100" label="Sorry for the wait"></member-action>',
    });
    const tile = await page.seen(".tile");
    expect(tile.textContent).to.include("Add 100 points").and.to.include("Sorry for the wait");
    const { sendKeys } = await import("@web/test-runner-commands");
    tile.focus();
    await sendKeys({ press: "Enter" });
    await until(() => page.focused?.id === "submit");
    await sendKeys({ press: "Enter" });
    expect(await page.receipt()).to.include("100 points added");
    expect(await writesOf(tenant)).to.have.length(1);
  });

  it("each of two presets of an action opens with its own amount", async () => {
    const page = await stage(client, {
      attributes: { actions: "" },
      children: [100, 200]
        .map((amount) => `<member-action name="add:points" amount="${amount}"></member-action>`)
        .join(""),
    });
    expect(page.tiles).to.deep.equal(["Add 100 points", "Add 200 points"]);
    for (const [index, amount] of ["100", "200"].entries()) {
      page.all(".tile")[index]?.click();
      expect((await page.seen<HTMLInputElement>("#field-amount")).value).to.equal(amount);
      await page.press("#back");
    }
  });

  it("a list is read once while the dialog is open, and anew when it is opened again", async () => {
    const page = await stage(client);
    const asked = async () => (await requestsOf(tenant)).filter(({ path }) => path.startsWith("/v1/gifts")).length;
    for (const times of [1, 2]) {
      page.modal.open = true;
      for (let form = 0; form < 2; form++) {
        await page.choose("send-asset");
        await page.seen(".rows label");
        await page.press("#back");
      }
      expect(await asked()).to.equal(times);
      page.modal.open = false;
      await page.modal.updateComplete;
    }
  });

  it("S09 a receipt offers no undo to who lost the right to it meanwhile", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    await breakNext(tenant, {
      path: "/v1/operator$",
      times: 9,
      fault: { kind: "mutate", pointer: "/permissions", value: ["ledger:redeem"] },
    });
    await page.submit();
    await page.receipt();
    await until(() => !page.find("#undo"), "the end of Undo");
  });

  it("dates are those of the program's time zone", async () => {
    await breakNext(tenant, {
      path: "/v1/capabilities$",
      fault: { kind: "mutate", pointer: "/program/timeZone", value: "Pacific/Kiritimati" },
    });
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    let at = "";
    page.modal.addEventListener("member-action-done", ({ operation }) => (at = operation.at));
    await page.submit();
    await page.receipt();
    const time = { hour: "2-digit", minute: "2-digit", timeZone: "Pacific/Kiritimati" } as const;
    expect(page.text).to.include(new Date(at).toLocaleTimeString("en-GB", time));
  });
});
