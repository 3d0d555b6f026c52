import { expect } from "@open-wc/testing";
import { emulateMedia, sendKeys } from "@web/test-runner-commands";
import { clientFor, newTenant, readable, requestsOf, seedingMs, until, type Tenant } from "../backend.js";
import { tooWide } from "../narrow.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

describe("a compact profile", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await emulateMedia({ media: "screen" });
    clear();
  });

  const widen = (page: ProfilePage, width: number) => {
    page.kit.style.cssText = `display: block; inline-size: ${width}px`;
  };
  const shown = async (attributes: Record<string, string> = {}, width = 368): Promise<ProfilePage> => {
    const page = showProfile(clientFor(tenant), { "member-id": "m_1048", ...attributes });
    widen(page, width);
    await page.seen("[part=name]");
    await until(() => page.find("[part=chat-button]") ?? page.profile.readonly, "what comes once the page was idle");
    return page;
  };
  const lines = (page: ProfilePage) => page.all(".unfold").map(({ textContent }) => readable(textContent));
  const line = (page: ProfilePage, name: string) =>
    until(() => page.all(".unfold").find(({ textContent }) => readable(textContent) === name), `the line "${name}"`);
  const pathsOf = async () => (await requestsOf(tenant)).map(({ path }) => path);

  it("is what a column narrower than 440 px gets, whatever the window, and turns whole where there is room", async () => {
    const page = await shown({}, 439);
    expect(page.find(".compact")).not.to.equal(null);
    widen(page, 440);
    await until(() => page.find(".cols") && !page.find(".compact"), "all of it");
    widen(page, 368);
    await page.seen(".compact");
  });

  it("is a matter of the attribute where the host says so", async () => {
    expect((await shown({ layout: "full" })).find(".compact")).to.equal(null);
    clear();
    expect((await shown({ layout: "compact" }, 780)).find(".compact")).not.to.equal(null);
  });

  it("shows who it is, balances and tags, and of each other panel a line that says what came with the member", async () => {
    const page = await shown();
    await until(() => page.all(".entry").length, "the timeline");
    const names = [...page.all("[part~=panel] h3")].map(({ textContent }) => readable(textContent));
    expect(names).to.deep.equal([
      ...[
        "Points",
        "Credits",
        "Tags",
        "Wallet",
        "Consents",
        "Details",
        "Notes",
        "Shopping habits",
        "Segments",
        "Cards",
      ],
      ...["Messages", "Purchases", "Activity"],
    ]);
    expect(page.panel("consents")).to.equal("Consents E-mail, Push");
    expect(page.panel("details")).to.include("noa@example.com");
    expect(page.panel("segments")).to.equal("Segments 1 Big spenders");
    expect(page.profile.offsetHeight).to.be.below(1260);
    expect(tooWide()).to.deep.equal([]);
  });

  it("reads nothing for a line before it is opened, and then once", async () => {
    const page = await shown();
    await until(() => page.all(".entry").length, "the timeline");
    const reads = (part: string) => async () => (await pathsOf()).filter((path) => path.includes(part)).length;
    for (const part of ["gifts", "cards", "purchases", "messages"]) expect(await reads(part)()).to.equal(0);
    const cards = await line(page, "Cards");
    cards.click();
    await page.seen(".cards-row");
    cards.click();
    await until(() => !page.find(".cards-row"), "the line alone");
    // What was read is known from then on.
    expect(page.panel("cards")).to.match(/^Cards 1$/);
    cards.click();
    await page.seen(".cards-row");
    expect(await reads("cards")()).to.equal(1);
  });

  it("is opened and closed by the keyboard, and the focus stays", async () => {
    const page = await shown();
    const details = await line(page, "Details");
    details.focus();
    expect(details.getAttribute("aria-expanded")).to.equal("false");
    const described = page.root.getElementById(details.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).to.include("noa@example.com");
    await sendKeys({ press: "Enter" });
    await until(() => page.find(".details-panel .facts"), "the details");
    expect(details.getAttribute("aria-expanded")).to.equal("true");
    await page.seen(".details-panel [part=panel-action]");
    await sendKeys({ press: "Space" });
    await until(() => !page.find(".facts"), "the line alone");
    expect(page.root.activeElement).to.equal(details);
  });

  it("shows the newest of the timeline, and all of it on demand", async () => {
    const page = await shown();
    await until(() => page.all(".entry").length, "the timeline");
    expect(page.all(".entry").length).to.equal(3);
    expect(page.find(".filters")).to.equal(null);
    const all = await page.button("Show all activity");
    all.focus();
    await sendKeys({ press: "Enter" });
    await page.seen(".filters");
    expect(page.all(".entry").length).to.be.above(3);
    // What was pressed is gone: the keyboard goes on from the heading.
    expect((page.root.activeElement as HTMLElement).textContent).to.equal("Activity");
  });

  it("keeps what was opened for the next member, and nothing that was read", async () => {
    const page = await shown();
    (await line(page, "Details")).click();
    await until(() => page.panel("details").includes("Birthday"), "the details");
    (await page.button("Show all activity")).click();
    await page.seen(".filters");
    page.profile.memberId = "m_1012";
    await until(() => !page.text.includes("Noa"), "another member");
    await until(() => page.find(".details-panel .facts"), "their details");
    expect(page.find(".filters")).to.equal(null);
  });

  it("stands in the host's order, and a panel that stands alone is open", async () => {
    const page = await shown({ panels: "consents activity balances" });
    const names = [...page.all("[part~=panel] h3")].map(({ textContent }) => readable(textContent));
    expect(names).to.deep.equal(["Consents", "Activity", "Points", "Credits"]);
    clear();
    const alone = await shown({ panels: "consents" });
    await alone.seen(".consent");
    expect(lines(alone)).to.deep.equal([]);
  });

  it("opens a panel that the palette goes to", async () => {
    const page = await shown();
    (await page.button("Actions")).focus();
    await sendKeys({ press: "/" });
    const modal = await until(() => page.find("member-actions-modal")?.shadowRoot, "the palette");
    await until(() => modal.querySelector("[role=combobox]"), "its line");
    await sendKeys({ type: "consents" });
    await until(() => modal.querySelector("[role=option]"), "what is found");
    await sendKeys({ press: "Enter" });
    await page.seen(".consent");
  });

  it("says on paper what its lines say", async () => {
    const page = await shown();
    await emulateMedia({ media: "print" });
    const consents = await line(page, "Consents");
    await until(
      () => consents.checkVisibility() && !page.find("[part=actions-button]")?.checkVisibility(),
      "the print",
    );
  });
});
