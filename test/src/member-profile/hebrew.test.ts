import { breakNext, clientFor, newTenant, problem, seedingMs, until, type Tenant } from "../backend.js";
import { clear, showProfile } from "./profile-page.js";

const blocked = (path: string) => ({
  method: "POST",
  path,
  fault: problem(409, "member-blocked", { detail: "This member is blocked." }),
});

describe("a profile in Hebrew", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const shown = async () => {
    const page = showProfile(clientFor(tenant));
    page.kit.locale = "he";
    await page.ready();
    await page.says("פעילות");
    return page;
  };

  it("says why an undo is refused in Hebrew, by the refusal's code", async () => {
    await breakNext(tenant, blocked("/reversal-preview"));
    const page = await shown();
    (await page.button("שחזור")).click();
    await page.says("החבר הזה חסום.");
  });

  it("says why a tag is refused in Hebrew, by the refusal's code", async () => {
    await breakNext(tenant, blocked("/actions/remove-tag"));
    const page = await shown();
    const tags = await until(() => page.tagEditor.shadowRoot, "the tags");
    (await until(() => tags.querySelector<HTMLElement>(".tag button"), "a tag")).click();
    await until(() => tags.querySelector(".err")?.textContent.includes("החבר הזה חסום."), "the reason");
  });
});
