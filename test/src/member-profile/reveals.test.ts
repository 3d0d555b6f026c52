import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  release,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

const EMAIL = "noa@example.com";

describe("details that are masked", function () {
  this.timeout(seedingMs);
  let tenant: Tenant;
  beforeEach(async () => {
    tenant = await newTenant();
  });
  afterEach(async () => {
    clear();
    await release(tenant);
  });

  const rowOf = (page: ProfilePage, label: string) =>
    page.all(".details-panel dt").find(({ textContent }) => textContent === label)?.nextElementSibling as HTMLElement;
  const shown = (page: ProfilePage, label: string) => readable(rowOf(page, label).textContent);
  const asKim = async (attributes: Record<string, string> = {}) => {
    const page = await showProfile(clientFor(tenant, "kim"), { "member-id": "m_1048", ...attributes }).ready();
    await page.button("Show: E-mail");
    return page;
  };
  const press = async (page: ProfilePage, label: string) => (await page.button(label)).click();
  const holds = (page: ProfilePage, text: string) =>
    page.root.textContent.includes(text) || page.root.innerHTML.includes(text);

  it("are dots, read as a word, with a button that says what it shows, and that the look is recorded", async () => {
    const page = await asKim();
    expect(shown(page, "E-mail")).to.contain("n•••• hidden @example.com");
    expect(shown(page, "Birthday")).to.contain("•••• hidden");
    expect((await page.button("Show: Birthday")).title).to.equal("Who looked, and when, is recorded.");
    expect(page.find(".details-panel .copy[aria-label*='E-mail']")).to.equal(null);
    expect(holds(page, EMAIL)).to.equal(false);
  });

  it("are shown one by one, each by a look, until hidden again; the button keeps the focus", async () => {
    const page = await asKim();
    const button = await page.button("Show: E-mail");
    button.focus();
    button.click();
    await until(() => shown(page, "E-mail").includes(EMAIL), "the address");
    expect(rowOf(page, "E-mail").querySelector(".copy")?.ariaLabel).to.equal(`Copy E-mail: ${EMAIL}`);
    expect(shown(page, "Phone")).to.contain("••••");
    expect(readable(page.root.activeElement?.textContent)).to.equal("Hide: E-mail");
    await press(page, "Hide: E-mail");
    await until(() => !holds(page, EMAIL), "the dots");
    const looks = (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/reveals"));
    expect(looks.map(({ method }) => method)).to.deep.equal(["POST"]);
    expect(looks.map(({ path }) => path)).to.deep.equal(["/v1/members/m_1048/reveals"]);
  });

  it("go with what was copied of them, and are in no storage", async () => {
    const page = await asKim();
    await press(page, "Show: E-mail");
    const copy = await until(() => rowOf(page, "E-mail").querySelector<HTMLElement>(".copy"), "the address");
    copy.dispatchEvent(new CustomEvent("copied", { detail: EMAIL, bubbles: true }));
    await until(() => page.announced.includes(EMAIL), "what was copied");
    await press(page, "Hide: E-mail");
    await until(() => !holds(page, EMAIL), "that nothing is left");
    for (const storage of [localStorage, sessionStorage]) expect(JSON.stringify(storage)).not.to.contain(EMAIL);
  });

  it("are hidden once another member is shown, and once the profile leaves the page", async () => {
    const page = await asKim();
    await press(page, "Show: E-mail");
    await until(() => holds(page, EMAIL), "the address");
    page.profile.memberId = "m_1012";
    await page.says("Mila");
    expect(holds(page, EMAIL)).to.equal(false);
    page.profile.memberId = "m_1048";
    await page.button("Show: E-mail");
    expect(holds(page, EMAIL)).to.equal(false);
    await press(page, "Show: E-mail");
    await until(() => holds(page, EMAIL), "the address");
    page.profile.remove();
    await until(() => !holds(page, EMAIL), "that nothing is left in what was removed");
  });

  it("have no button for who may not look, and none where they are seen anyway", async () => {
    const viewer = await showProfile(clientFor(tenant, "viewer")).ready();
    await until(() => shown(viewer, "E-mail").includes(EMAIL), "the address");
    expect(viewer.panel("details")).not.to.contain("Show");
    clear();
    const withoutRight = async (request: Request): Promise<Response> => {
      const answer = await fetch(request);
      if (!request.url.endsWith("/operator")) return answer;
      const operator = (await answer.json()) as { permissions: string[] };
      return Response.json({ ...operator, permissions: ["ledger:add"] });
    };
    const page = await showProfile(clientFor(tenant, "kim", { fetch: withoutRight })).ready();
    await until(() => rowOf(page, "E-mail").querySelector("[title='Hidden from you']"), "why there are dots");
    expect(page.panel("details")).not.to.contain("Show");
  });

  it("say where a look failed, and can be looked at again", async () => {
    const page = await asKim();
    await breakNext(tenant, { fault: problem(403, "forbidden"), path: "/reveals", times: 1 });
    await press(page, "Show: Phone");
    await until(() => shown(page, "Phone").includes("This couldn't be shown. Try again."), "the failure");
    await press(page, "Show: Phone");
    await until(() => shown(page, "Phone").includes("+972525550118"), "the number");
  });

  it("are said in Hebrew", async () => {
    const page = await asKim();
    page.kit.locale = "he";
    await page.button("הצגה");
    expect(shown(page, "דוא״ל")).to.contain("מוסתר");
  });
});
