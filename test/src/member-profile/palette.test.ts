import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { MemberOpenEvent } from "../../../src/events/list-events.js";
import { clientFor, newTenant, readable, requestsOf, seedingMs, until, type Tenant } from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

describe("the palette of a profile", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const shown = async (
    attributes: Record<string, string> = {},
    client = clientFor(tenant, "ari"),
  ): Promise<ProfilePage> => {
    const page = await showProfile(client, { "member-id": "m_1048", ...attributes }).ready();
    await until(() => page.find("[part=chat-button]") ?? page.profile.readonly, "the keys");
    return page;
  };
  const inModal = <E extends Element>(page: ProfilePage, selector: string): E | null =>
    page.find("member-actions-modal")?.shadowRoot?.querySelector<E>(selector) ?? null;
  const open = async (page: ProfilePage): Promise<void> => {
    const heading = page.find("h3");
    if (heading) heading.tabIndex = -1;
    heading?.focus();
    await sendKeys({ press: "/" });
    await until(() => inModal(page, "dialog[open]"), "the dialog");
  };
  /** Types a line, and answers what is found for it, by lines. */
  const find = async (page: ProfilePage, type: string): Promise<string[]> => {
    await open(page);
    await sendKeys({ type });
    await until(() => inModal<HTMLInputElement>(page, "[role=combobox]")?.value === type, "the line");
    await until(() => inModal(page, "[role=option]"), "what is found");
    return options(page);
  };
  const options = (page: ProfilePage): string[] =>
    [...(page.find("member-actions-modal")?.shadowRoot?.querySelectorAll("[role=option]") ?? [])].map(
      (each) =>
        `${readable(each.querySelector("b")?.textContent)} | ${readable(each.querySelector("small")?.textContent)}`,
    );
  const value = (page: ProfilePage, selector: string) =>
    until(() => inModal<HTMLInputElement>(page, selector), selector).then((field) => field.value);

  it("fills a number into the first field that asks for one, and what follows into the note", async () => {
    const page = await shown();
    const [first] = await find(page, "add 100 points sorry for that");
    expect(first).to.equal("Add points | 100 · sorry for that");
    await sendKeys({ press: "Enter" });
    expect(await value(page, "#field-amount")).to.equal("100");
    expect(await value(page, "#field-note")).to.equal("sorry for that");
  });

  it("fills a text into the field that asks for one, also of an action that has its place in a panel", async () => {
    const page = await shown();
    expect((await find(page, "tag vip"))[0]).to.equal("Add a tag | vip");
    await sendKeys({ press: "Enter" });
    expect(await value(page, "#field-tag")).to.equal("vip");
  });

  it("chooses by arrows, and a screen reader follows", async () => {
    const page = await shown();
    await find(page, "add 100");
    await sendKeys({ press: "ArrowDown" });
    const input = inModal<HTMLInputElement>(page, "[role=combobox]");
    await until(() => input?.getAttribute("aria-activedescendant") === "found-1", "the second line");
    const second = inModal(page, "#found-1");
    expect(second?.getAttribute("aria-selected")).to.equal("true");
    expect(readable(second?.textContent)).to.include("Add credits");
    await sendKeys({ press: "Enter" });
    await until(() => inModal(page, "#title")?.textContent === "Add credits", "the form");
  });

  it("loses nothing that is typed before the palette is there", async () => {
    const page = await shown();
    await open(page);
    await sendKeys({ type: "add 25" });
    await sendKeys({ press: "Enter" });
    expect(await value(page, "#field-amount")).to.equal("25");
  });

  it("says why an action can't be done, and does not open it", async () => {
    const page = await shown({}, clientFor(tenant, "viewer"));
    const found = await find(page, "add 100");
    expect(found[0]).to.match(/^Add points \| .*role/);
    await sendKeys({ press: "Enter" });
    expect(inModal(page, "#field-amount")).to.equal(null);
    expect(inModal(page, "[role=option]")?.getAttribute("aria-disabled")).to.equal("true");
  });

  it("goes to a panel", async () => {
    const page = await shown();
    await find(page, "activ");
    await until(() => options(page).some((each) => each.startsWith("Activity")), "the panel");
    while (!readable(inModal(page, '[aria-selected="true"]')?.textContent).startsWith("Activity")) {
      await sendKeys({ press: "ArrowDown" });
    }
    await sendKeys({ press: "Enter" });
    await until(() => readable(page.root.activeElement?.textContent) === "Activity", "the focus on its heading");
    expect(inModal(page, "dialog[open]")).to.equal(null);
  });

  it("opens a member that was shown before, unless the host page does, and keeps no name", async () => {
    const client = clientFor(tenant);
    const page = await shown({}, client);
    page.profile.memberId = "m_1012";
    await until(() => page.find("[part=name]") && !page.text.includes("Noa"), "the other member");
    const found = await find(page, "noa");
    expect(found).to.deep.equal(["Noa Ben-David | m_1048"]);
    const told: string[] = [];
    const refuse = (event: MemberOpenEvent) => {
      told.push(event.memberId);
      event.preventDefault();
    };
    page.profile.addEventListener("member-open", refuse);
    await sendKeys({ press: "Enter" });
    await until(() => told.length, "the event");
    expect(page.profile.memberId).to.equal("m_1012");
    page.profile.removeEventListener("member-open", refuse);
    await find(page, "noa");
    await sendKeys({ press: "Enter" });
    await page.says("Noa Ben-David");
    const kept = [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage));
    expect(JSON.stringify(kept)).not.to.include("Noa");
  });

  it("finds no action where the page takes away everything that writes", async () => {
    const page = await shown({ readonly: "" });
    await until(() => page.find("h3"), "a heading");
    // Keys are heard once the page was idle.
    await until(() => customElements.get("member-actions-modal"), "the modal");
    await until(async () => {
      await open(page).catch(() => undefined);
      return true;
    });
    await until(() => inModal(page, "[role=option]"), "what is found");
    expect(options(page).join()).not.to.include("Add points");
    expect(options(page).join()).to.include("Activity");
  });

  it("sends nothing but reads", async () => {
    const page = await shown();
    await find(page, "add 100");
    await sendKeys({ press: "Enter" });
    await until(() => inModal(page, '.preview[aria-busy="false"] .effects'), "the preview");
    const writes = (await requestsOf(tenant)).filter(({ path }) => path.includes("/actions/"));
    expect(writes).to.deep.equal([]);
  });
});
