import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, seedingMs, until } from "../../backend.js";
import { clear, showProfile } from "../profile-page.js";

describe("a member's details", () => {
  afterEach(clear);

  it("S2-4 show what the program knows of them, in its order, and are edited by Edit", async function () {
    this.timeout(seedingMs);
    const page = await showProfile(clientFor(await newTenant())).ready();
    const panel = await page.seen(".details-panel");
    const shown = [...panel.querySelectorAll("dt")].map((term) => [
      term.textContent,
      readable(term.nextElementSibling?.textContent),
    ]);
    expect(shown.slice(-8)).to.deep.equal([
      ["Usual milk", "Oat milk"],
      ["Allergies", "–"],
      ["Cups a week", "5"],
      ["Student", "No"],
      ["Paper card since", "2 Sept 2019"],
      ["Currency", "points"],
      ["Card", "6034120088710042"],
      ["External id", "CRM-0055210"],
    ]);
    const address = [...panel.querySelectorAll("bdi")].find((each) => each.textContent.includes("12 Quay"));
    expect(address?.innerText.split("\n")).to.deep.equal(["12 Quay Street", "Galway", "H91 X2F4"]);
    panel.querySelector<HTMLElement>("[part~=panel-action]")?.click();
    const modal = () => page.find("member-actions-modal")?.shadowRoot;
    await until(() => modal()?.querySelector("#field-changes\\.email"), "the form");
  });

  it("S2-12 a card's number can be copied", async function () {
    this.timeout(seedingMs);
    const page = await showProfile(clientFor(await newTenant())).ready();
    const panel = await page.seen(".details-panel");
    const copy = panel.querySelector("[aria-label='Copy Card: 6034120088710042']");
    expect(readable(copy?.textContent)).to.equal("6034120088710042");
  });

  it("an e-mail address and a phone number can be copied, each whole", async function () {
    this.timeout(seedingMs);
    const page = await showProfile(clientFor(await newTenant())).ready();
    const panel = await page.seen(".details-panel");
    const labels = [...panel.querySelectorAll(".copy")].map(({ ariaLabel }) => ariaLabel);
    expect(labels).to.include("Copy E-mail: noa@example.com").and.to.include("Copy Phone: +972525550118");
  });

  it("are not edited where nothing may be written, or where the host's list has no such action", async function () {
    this.timeout(seedingMs);
    const client = clientFor(await newTenant());
    const fixed: Record<string, string>[] = [{ readonly: "" }, { actions: "add:points" }];
    for (const attributes of fixed) {
      const page = await showProfile(client, { "member-id": "m_1048", ...attributes }).ready();
      expect(page.find(".details-panel [part~=panel-action]")).to.equal(null);
      clear();
    }
  });

  it("show a phone number in groups, left to right in Hebrew, and copy it whole", async function () {
    this.timeout(seedingMs);
    const { kit, root } = showProfile(clientFor(await newTenant()));
    kit.locale = "he";
    const number = await until(() => root.querySelector<HTMLElement>(".facts .num:has(span)"), "the number");
    expect([...number.children].map(({ textContent }) => textContent)).to.deep.equal(["+972", "52", "555", "0118"]);
    expect(getComputedStyle(number).direction).to.equal("ltr");
    getSelection()?.selectAllChildren(number);
    expect(getSelection()?.toString()).to.equal("+972525550118");
  });
});
