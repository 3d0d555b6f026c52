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

  it("adds 100 points with a note by 8 keys and the text", async () => {
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
    await press("Enter");
    await focusOn("[part=actions-button]");
    await until(() => page.find("[part=balance] .big")?.textContent === "1,340", "the new balance");
    expect(keys).to.be.at.most(8);
  });

  it("sends an SMS in own words by 8 keys and the text", async () => {
    const page = await withKeys();
    await press("a");
    await focusOn("#search");
    await press("s", "m", "Enter");
    await focusOn("[type=radio]");
    await press("ArrowRight", "Tab");
    await focusOn("#field-body");
    await write("Your order is here");
    await inModal(page, '.preview[aria-busy="false"] .bubble');
    await chord("Control", "Enter");
    await focusOn("#done");
    await press("Enter");
    await focusOn("[part=actions-button]");
    expect(keys).to.be.at.most(8);
  });

  it("tags by 2 keys and the tag", async () => {
    const page = await withKeys();
    await press("t");
    await focusOn("[part=input]");
    await write("called twice");
    await press("Enter");
    await until(() => readable(page.tagEditor.shadowRoot?.textContent).includes("Added “called twice”"), "the tag");
    expect(keys).to.equal(2);
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
    await press("a");
    expect(page.find("member-actions-modal")).to.equal(null);
  });

  it("shortcuts can be turned off, and are not promised then", async () => {
    const page = await withKeys();
    page.profile.setAttribute("shortcuts", "off");
    await page.profile.updateComplete;
    await press("a", "t");
    expect(page.all("[aria-keyshortcuts]")).to.deep.equal([]);
    expect(page.find("member-actions-modal")).to.equal(null);
    expect(focused()?.matches("[part=actions-button]")).to.equal(true);
  });
});
