import { expect } from "@open-wc/testing";
import { breakNext, clientFor, newTenant, problem, readable, seedingMs, until, type Tenant } from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

/** The innermost element that has the focus. */
const focused = (root: DocumentOrShadowRoot = document): Element | null => {
  const element = root.activeElement;
  return element?.shadowRoot ? focused(element.shadowRoot) : element;
};
const focusedText = () => readable(focused()?.textContent);

const inModal = (page: ProfilePage, selector: string) =>
  until(
    () => page.find("member-actions-modal")?.shadowRoot?.querySelector<HTMLElement>(selector),
    `${selector} in the modal`,
  );

const type = async (page: ProfilePage, selector: string, text: string) => {
  const input = (await inModal(page, selector)) as HTMLInputElement;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
};

describe("the focus in a profile never falls to the page's body", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const deleted = async () => {
    const page = await showProfile(clientFor(tenant), { "member-id": "m_scratch" }).ready();
    const button = await page.button("Actions");
    button.focus();
    button.click();
    (await inModal(page, '[data-action="delete"]')).click();
    await type(page, "#field-confirmation", "m_scratch");
    (await inModal(page, '#submit[aria-disabled="false"]')).click();
    return { page, done: await inModal(page, "#done") };
  };

  it("S0-22 after a delete's receipt is closed it is on what remains of the member", async () => {
    const { page, done } = await deleted();
    await page.says("Erased member");
    done.click();
    await until(() => focusedText() === "Erased member", "the focus");
  });

  it("S0-22 a delete's receipt that is closed before the profile knows ends there as well", async () => {
    await breakNext(tenant, {
      method: "GET",
      path: "/members/m_scratch$",
      fault: { kind: "hold", at: "answer", ms: 300 },
      times: 9,
    });
    const { page, done } = await deleted();
    done.click();
    expect(page.text).not.to.include("Erased member");
    await page.says("Erased member");
    await until(() => focusedText() === "Erased member", "the focus");
  });

  it("a dialog that is cancelled gives it back to the button that opened it", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const button = await page.button("Redeem");
    button.focus();
    button.click();
    (await inModal(page, "#cancel")).click();
    await until(() => focused() === button, "the focus");
  });

  it("a panel that is tried again and comes keeps it", async () => {
    await breakNext(tenant, { path: "/activities", fault: problem(400, "odd") });
    const page = showProfile(clientFor(tenant));
    await page.says("Couldn't load the activity");
    await until(() => page.find("tag-editor"), "what is loaded later");
    const again = await page.button("Try again");
    again.focus();
    again.click();
    await page.seen(".entry");
    expect(focusedText()).to.equal("Activity");
  });

  it("a question about an undo that is answered no gives it back to Undo, and one that is answered yes to the entry", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const undo = await page.button("Undo: Points added");
    undo.focus();
    undo.click();
    (await page.button("Keep it")).click();
    await until(() => focused()?.matches("[data-undo]"), "the focus on Undo");
    (await page.button("Undo: Points added")).click();
    (await page.seen<HTMLButtonElement>("[data-focus]:not([aria-disabled])")).click();
    await until(() => focused()?.matches(".entry .acts button"), "the focus on the entry");
    await page.says("Undone");
    await until(() => page.all("[aria-busy=true]").length === 0, "what is read anew");
    expect(focused()?.matches(".entry .acts button")).to.equal(true);
  });

  it("what is tried again in a form goes, and the focus stays in the dialog", async () => {
    await breakNext(tenant, { path: "/previews/", fault: problem(400, "odd", { retryable: true }) });
    const page = await showProfile(clientFor(tenant)).ready();
    (await page.button("Redeem")).click();
    await type(page, "#field-amount", "5");
    const again = await inModal(page, "#failure .btn");
    again.focus();
    again.click();
    await inModal(page, '.preview[aria-busy="false"] .effects');
    expect(focused()?.id).to.equal("submit");
  });

  it("a tag's removal that is taken back leaves it with the tags", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const editor = await until(() => page.tagEditor.shadowRoot, "the tag editor");
    (await until(() => editor.querySelector<HTMLElement>(".tag button"), "a tag")).click();
    const undo = await until(() => editor.querySelector<HTMLElement>(".toast button"), "Undo");
    undo.focus();
    undo.click();
    await page.tagEditor.updateComplete;
    expect(focused()?.matches(".tagadd")).to.equal(true);
  });
});
