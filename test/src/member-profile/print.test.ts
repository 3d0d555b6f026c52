import { expect } from "@open-wc/testing";
import { emulateMedia } from "@web/test-runner-commands";
import { clientFor, newTenant, seedingMs, until } from "../backend.js";
import { clear, showProfile } from "./profile-page.js";

describe("a profile on paper", function () {
  this.timeout(20_000);
  afterEach(async () => {
    await emulateMedia({ media: "screen" });
    clear();
  });

  it("shows what it says, and nothing to press", async function () {
    this.timeout(seedingMs + 20_000);
    const page = await showProfile(clientFor(await newTenant()), { "member-id": "m_1048" }).ready();
    await page.seen("[part=chat-button]");
    await emulateMedia({ media: "print" });
    const shown = (root: ParentNode) =>
      [...root.querySelectorAll<HTMLElement>("button, select, input")].filter((each) => each.checkVisibility());
    await until(() => shown(page.root).every((each) => each.matches(".copy")), "all buttons to be gone");
    expect(shown(page.tagEditor.shadowRoot as ShadowRoot)).to.deep.equal([]);
    const id = shown(page.root)[0] as HTMLElement;
    expect(id.textContent).to.include("m_1048");
    expect(getComputedStyle(id).color).to.equal("rgb(0, 0, 0)");
  });
});
