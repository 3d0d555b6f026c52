import { expect } from "@open-wc/testing";
import type { Client } from "../../../sdk/index.js";
import { doDueWork, clientFor, newTenant, until, type Tenant, seedingMs } from "../backend.js";
import { clear, stage } from "./modal-page.js";

const lastMessage = async (client: Client, memberId: string) =>
  (await client.members.activities(memberId).first()).data.find(({ message }) => message)?.message;

describe("communication in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let client: Client;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    client = clientFor(tenant);
  });
  afterEach(clear);

  it("S0-16 an SMS is a saved template or a custom text, which is not saved", async () => {
    const saved = (await client.library.templates({ channel: "sms" }).first()).data;
    const page = await stage(client, { memberId: "m_1012" });
    await page.choose("send-sms");
    await page.seen('input[value="tpl_sms_winter"]');
    expect(page.all(".pick b").map((name) => name.textContent)).to.deep.equal(saved.map(({ name }) => name));
    await page.pressText("Custom");
    await page.type("#field-body", "Hi ");
    await page.pressText("First name");
    expect(page.value("#field-body")).to.equal("Hi {first_name}");
    await page.previewed();
    expect(page.find(".bubble")?.textContent).to.equal("Hi Mila");
    await page.submit();
    await page.receipt();
    expect((await client.library.templates({ channel: "sms" }).first()).data).to.deep.equal(saved);
  });

  it("S07 characters that make an SMS dearer are replaced at one press, where plain ones can stand for all of them", async () => {
    const page = await stage(client, { memberId: "m_1012" });
    await page.choose("send-sms");
    await page.pressText("Custom");
    const long = "x".repeat(90);
    await page.type("#field-body", `“It’s ready” – come by… ${long}`);
    await page.previewed();
    expect(page.text).to.contain("2 segments");
    await page.press("#plain");
    expect(page.value("#field-body")).to.equal(`"It's ready" - come by... ${long}`);
    await until(() => page.text.includes("1 segment") || null, "one segment");
    expect(page.find("#plain")).to.equal(null);
    await page.type("#field-body", "“Danke” 😀");
    await page.previewed();
    await until(() => page.text.includes("need Unicode") || null, "what needs Unicode");
    expect(page.find("#plain")).to.equal(null);
  });

  it("S0-17 an e-mail offers no Custom", async () => {
    const page = await stage(client);
    await page.choose("send-email");
    await page.seen('input[value="tpl_email_thanks"]');
    expect(page.text).not.to.include("Custom");
    expect(page.find('.form [role="radiogroup"]')).to.equal(null);
  });

  it("S0-18 a notification is a template or a custom title and text", async () => {
    const page = await stage(client);
    await page.choose("send-notification");
    await page.seen(".pick");
    await page.pressText("Custom");
    await page.type("#field-title", "A coffee on us");
    await page.type("#field-body", "Show this at the till");
    await page.previewed();
    const [title, body] = page.all(".bubble > *").map((line) => line.getBoundingClientRect());
    expect(body?.top).to.be.at.least(title?.bottom ?? Infinity);
    expect(page.text).to.include("To Noa's app").and.not.to.include("device-");
    await page.submit();
    expect(await page.receipt()).to.include("Notification on its way");
  });

  it("the preview and the receipt of an e-mail carry its cost", async () => {
    const page = await stage(client);
    await page.choose("send-email");
    await page.press('input[value="tpl_email_thanks"]');
    await page.previewed();
    expect(page.find(".preview")?.textContent).to.include("€0.02");
    await page.submit();
    expect(await page.receipt()).to.include("€0.02");
  });

  it("S0-20 an SMS without consent is foretold as blocked, steps down, and is blocked at delivery", async () => {
    const page = await stage(client);
    await page.choose("send-sms");
    await page.press('input[value="tpl_sms_winter"]');
    await page.previewed();
    expect(page.text)
      .to.include("Noa has not agreed to SMS, so this will be blocked.")
      .and.to.include("Will be blocked")
      .and.to.include("Nothing is charged")
      .and.not.to.include("€");
    expect(page.find("#submit")?.classList.contains("primary")).to.equal(false);
    await page.submit();
    await page.receipt();
    await doDueWork();
    const message = await until(() => lastMessage(client, "m_1048"));
    expect(message?.status).to.equal("blocked");
    expect(message?.reason).to.equal("no-consent");
  });

  it("a message is never sent before its preview was seen", async () => {
    const page = await stage(client);
    await page.choose("send-email");
    await page.press('input[value="tpl_email_thanks"]');
    await page.submit();
    await page.previewed();
    expect(page.find("#done")).to.equal(null);
    await page.submit();
    await page.receipt();
  });

  it("a preset in own words opens with them, and a preset of a template with that", async () => {
    const page = await stage(client, {
      memberId: "m_1012",
      attributes: { actions: "" },
      children:
        '<member-action name="send-sms" body="Your bag is at the till"></member-action>' +
        '<member-action name="send-sms" template-id="tpl_sms_winter"></member-action>',
    });
    await page.press(".tile");
    expect((await page.seen<HTMLTextAreaElement>("#field-body")).value).to.equal("Your bag is at the till");
    await page.press("#back");
    await page.press(".tile:nth-of-type(2)");
    expect((await page.seen<HTMLInputElement>(".pick input:checked")).value).to.equal("tpl_sms_winter");
  });
});
