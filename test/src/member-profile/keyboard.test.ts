import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { clientFor, newTenant, readable, seedingMs, until, type Tenant } from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

const focused = (root: DocumentOrShadowRoot = document): Element | null => {
  const element = root.activeElement;
  return element?.shadowRoot ? focused(element.shadowRoot) : element;
};

describe("a profile by the keyboard", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let keys: number;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    keys = 0;
  });
  afterEach(clear);

  const press = async (...pressed: string[]) => {
    for (const key of pressed) {
      await sendKeys({ press: key });
      keys++;
    }
  };
  /** Two keys at once count as one. */
  const chord = async (held: string, key: string) => {
    await sendKeys({ down: held });
    await press(key);
    await sendKeys({ up: held });
  };
  /** What is typed as the operator's own text is not counted. */
  const write = (type: string) => sendKeys({ type });
  const focusOn = (selector: string) => until(() => focused()?.matches(selector), `the focus on ${selector}`);
  const inModal = (page: ProfilePage, selector: string) =>
    until(() => page.find("member-actions-modal")?.shadowRoot?.querySelector(selector), selector);

  const shown = async (attributes: Record<string, string> = {}) => {
    const page = await showProfile(clientFor(tenant), { "member-id": "m_1048", ...attributes }).ready();
    await until(() => page.tagEditor.shadowRoot?.querySelector(".tagadd"), "the tag field");
    page.find("[part=actions-button]")?.focus();
    return page;
  };
  const withKeys = async () => {
    const page = await shown();
    await page.seen("[part=actions-button][aria-keyshortcuts=a]");
    return page;
  };

  /** What is typed in the palette, key by key: each counts. */
  const command = (keys: string) => press(...keys);

  it("adds 100 points with a note by at most 8 keys and the text", async () => {
    const page = await withKeys();
    await press("a");
    await focusOn("#search");
    await press("p", "Enter");
    await focusOn("#field-amount");
    await write("100");
    await press("Tab", "Tab");
    await write("Sorry for the wait");
    await inModal(page, '.preview[aria-busy="false"] .effects');
    await chord("Control", "Enter");
    await focusOn("#done");
    expect(keys).to.be.at.most(6);
    await press("Enter");
    await focusOn("[part=actions-button]");
    await until(() => page.find("[part=balance] .big")?.textContent === "1,340", "the new balance");
    expect(keys).to.be.at.most(8);
  });

  it("adds 100 points with a note in the palette by at most 8 keys and the text", async () => {
    const page = await withKeys();
    await press("/");
    await focusOn("[role=combobox]");
    await command("add ");
    await write("100 Sorry for the wait");
    await press("Enter");
    await inModal(page, '.preview[aria-busy="false"] .effects');
    await focusOn("#submit");
    await press("Enter");
    await focusOn("#done");
    expect(keys).to.be.at.most(8);
    const receipt = readable(page.find("member-actions-modal")?.shadowRoot?.querySelector("#body")?.textContent);
    expect(receipt).to.include("100 points added").and.to.include("Sorry for the wait");
    await until(() => page.find("[part=balance] .big")?.textContent === "1,340", "the new balance");
  });

  it("sends an SMS in own words by at most 6 keys and the text", async () => {
    const page = await withKeys();
    await press("/");
    await focusOn("[role=combobox]");
    await command("sm ");
    await write("Your order is here");
    await press("Enter");
    await inModal(page, '.preview[aria-busy="false"] .bubble');
    await focusOn("#submit");
    await press("Enter");
    await focusOn("#done");
    expect(keys).to.be.at.most(6);
    const receipt = readable(page.find("member-actions-modal")?.shadowRoot?.querySelector("#body")?.textContent);
    // Noa has not agreed to SMS: consent decides, and the operator is told.
    expect(receipt).to.include("It will be blocked").and.to.include("Your order is here");
  });

  it("tags by at most 3 keys and the tag", async () => {
    const page = await withKeys();
    await press("t");
    await focusOn("[part=input]");
    await write("called twice");
    await press("Enter");
    await until(() => readable(page.tagEditor.shadowRoot?.textContent).includes("Added “called twice”"), "the tag");
    expect(keys).to.be.at.most(3);
  });

  it("letters in a text, with a modifier, or outside the profile are no shortcuts", async () => {
    const page = await withKeys();
    await press("t");
    await focusOn("[part=input]");
    await write("a");
    expect((focused() as HTMLInputElement).value).to.equal("a");
    page.find("[part=actions-button]")?.focus();
    await chord("Alt", "a");
    const outside = document.createElement("button");
    document.body.append(outside);
    outside.focus();
    await press("a", "/");
    expect(page.find("member-actions-modal")).to.equal(null);
  });

  it("shortcuts can be turned off, and are not promised then", async () => {
    const page = await withKeys();
    page.profile.setAttribute("shortcuts", "off");
    await page.profile.updateComplete;
    await press("a", "t", "/");
    await chord("Control", "k");
    expect(page.all("[aria-keyshortcuts]")).to.deep.equal([]);
    expect(page.find("member-actions-modal")).to.equal(null);
    expect(focused()?.matches("[part=actions-button]")).to.equal(true);
  });

  it("keys can be others, and those that are not named do nothing", async () => {
    const page = await withKeys();
    page.profile.setAttribute("shortcuts", "palette:q");
    await page.profile.updateComplete;
    await press("a", "/");
    expect(page.find("member-actions-modal")).to.equal(null);
    await press("q");
    await focusOn("[role=combobox]");
  });

  it("Ctrl+K opens the palette, and no key does so from a text or a field of the host page", async () => {
    const page = await withKeys();
    const own = document.createElement("input");
    own.slot = "header-actions";
    page.profile.append(own);
    own.focus();
    await press("/");
    await chord("Control", "k");
    expect(own.value).to.equal("/");
    expect(page.find("member-actions-modal")).to.equal(null);
    page.find("[part=actions-button]")?.focus();
    await chord("Control", "k");
    await focusOn("[role=combobox]");
  });
});
