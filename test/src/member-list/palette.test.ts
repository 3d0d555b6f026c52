import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { MemberOpenEvent } from "../../../src/events/list-events.js";
import { clientFor, newTenant, readable, seedingMs, type Tenant, until } from "../backend.js";
import { clear, showProfile } from "../member-profile/profile-page.js";
import { type ListPage, showList } from "./list-page.js";

describe("the palette of a list", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const shown = async (given = {}, client = clientFor(tenant)): Promise<ListPage> => {
    const page = showList(client, given);
    await page.names();
    page.find("input[type=checkbox]")?.blur();
    page.find(".open")?.focus();
    return page;
  };
  const dialog = (page: ListPage) => page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog[open]");
  const options = (page: ListPage) =>
    [...(dialog(page)?.querySelectorAll("[role=option] b") ?? [])].map((each) => readable(each.textContent));

  it("finds members that were shown lately, and opens them by the host", async () => {
    const client = clientFor(tenant);
    const profile = showProfile(client);
    await profile.ready();
    await until(() => profile.find("[part=chat-button]"), "that it is remembered");
    clear();
    const page = await shown({}, client);
    await sendKeys({ press: "/" });
    await until(() => options(page).join() === "Noa Ben-David", "whom it has shown");
    const told: string[] = [];
    page.list.addEventListener("member-open", (event: MemberOpenEvent) => told.push(event.memberId));
    await sendKeys({ press: "Enter" });
    await until(() => told.length && !dialog(page), "the event");
    expect(told).to.deep.equal(["m_1048"]);
  });

  it("says what it finds where there is nothing yet, and nothing of actions", async () => {
    const page = await shown();
    await sendKeys({ press: "/" });
    const said = () => readable(dialog(page)?.querySelector(".found .muted")?.textContent);
    await until(() => said() === "Customers that you open appear here.", "the words");
    expect(dialog(page)?.querySelector<HTMLInputElement>("[role=combobox]")?.placeholder).to.equal(
      "customer, ticket T-4711 …",
    );
    await sendKeys({ type: "zz" });
    await until(() => said() === "Nothing matches “zz”", "that nothing is found");
  });

  it("finds tickets, says what is found, and takes another key", async () => {
    const page = await shown({ shortcuts: "palette:q" });
    await sendKeys({ press: "q" });
    await until(() => dialog(page)?.querySelector("[role=combobox]"), "the line");
    await sendKeys({ type: "T-1" });
    await until(() => options(page).join() === "Everything done for T-1", "the ticket");
    await sendKeys({ press: "Enter" });
    await until(() => readable(dialog(page)?.textContent).includes("Nothing was done for it"), "the list");
  });

  it("never opens from a text field, nor where it is off", async () => {
    const page = await shown();
    page.find("input[type=search]")?.focus();
    await sendKeys({ press: "/" });
    expect(page.find<HTMLInputElement>("input[type=search]")?.value).to.equal("/");
    expect(dialog(page)).to.equal(undefined);
    clear();
    const off = await shown({ shortcuts: "off" });
    await sendKeys({ press: "/" });
    await off.list.updateComplete;
    expect(off.find("member-actions-modal")).to.equal(null);
  });
});
