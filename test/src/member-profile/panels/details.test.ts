import { expect } from "@open-wc/testing";
import { clientFor, newTenant, seedingMs, until } from "../../backend.js";
import { clear, showProfile } from "../profile-page.js";

describe("a member's details", () => {
  afterEach(clear);

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
