import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { Client } from "../../../sdk/index.js";
import { clientFor, newTenant, seedingMs, type Tenant, until } from "../backend.js";
import { clear, stage, writesOf, type ModalPage } from "./modal-page.js";

describe("drafts and keys in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let client: Client;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    client = clientFor(tenant);
  });
  afterEach(clear);

  const reopen = async (page: ModalPage) => {
    page.modal.open = true;
    await page.choose("add:points");
    await page.seen("#field-amount");
  };
  const escape = async (page: ModalPage) => {
    await sendKeys({ press: "Escape" });
    await until(() => !page.modal.open, "the dialog to close");
  };

  it("U02 what was typed survives Escape, is said to be restored, and is dropped by one press", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "123");
    await page.type("#field-note", "for the wait");
    await escape(page);
    await reopen(page);
    expect(page.text).to.include("Draft restored");
    expect(page.value("#field-amount")).to.equal("123");
    expect(page.value("#field-note")).to.equal("for the wait");
    await page.previewed();
    await page.press("#discard");
    expect(page.value("#field-amount")).to.equal("");
    expect(page.value("#field-note")).to.equal("");
    expect(page.focused?.id).to.equal("field-amount");
    expect(page.find("#discard")).to.equal(null);
    await escape(page);
    await reopen(page);
    expect(page.find("#discard")).to.equal(null);
    expect(await writesOf(tenant)).to.deep.equal([]);
  });

  it("U02 a draft is never shown for another member, and dies when its write is done", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "123");
    await escape(page);
    page.modal.memberId = "m_1012";
    await reopen(page);
    expect(page.value("#field-amount")).to.equal("");
    expect(page.find("#discard")).to.equal(null);
    await escape(page);
    page.modal.memberId = "m_1048";
    await reopen(page);
    expect(page.value("#field-amount")).to.equal("123");
    await page.submit();
    await page.receipt();
    await page.press("#done");
    await reopen(page);
    expect(page.value("#field-amount")).to.equal("");
    expect(page.find("#discard")).to.equal(null);
  });

  it("adding 100 with a note takes seven keys and the text, once the dialog is open", async () => {
    const page = await stage(client);
    let keys = 0;
    const press = async (...names: string[]) => {
      for (const name of names) {
        keys += 1;
        await sendKeys({ press: name });
      }
    };
    await press("a", "d", "d", "Enter");
    await until(() => page.focused?.id === "field-amount", "the amount to have the focus");
    await sendKeys({ type: "100" });
    await press("Tab", "Tab");
    await sendKeys({ type: "Sorry" });
    expect(page.find("#submit")?.getAttribute("aria-keyshortcuts")).to.equal("Control+Enter Meta+Enter");
    await sendKeys({ down: "Control" });
    await press("Enter");
    await sendKeys({ up: "Control" });
    const receipt = await page.receipt();
    expect(receipt).to.include("100 points added").and.to.include("Sorry");
    expect(keys).to.equal(7);
    expect(await writesOf(tenant)).to.have.length(1);
  });

  it("the keys that the button shows send from the button, too, once", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "100");
    await page.previewed();
    page.find("#submit")?.focus();
    await sendKeys({ down: "Control" });
    await sendKeys({ press: "Enter" });
    await sendKeys({ up: "Control" });
    expect(await page.receipt()).to.include("100 points added");
    expect(await writesOf(tenant)).to.have.length(1);
  });
});
