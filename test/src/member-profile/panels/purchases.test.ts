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
} from "../../backend.js";
import { clear, type ProfilePage, showProfile } from "../profile-page.js";

describe("a member's purchases", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant({}, 40);
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  const rows = (page: ProfilePage) => page.all(".purchases-row").map((row) => readable(row.textContent));
  const panel = (page: ProfilePage) => page.find(".purchases-panel") as HTMLElement;
  const modalText = (page: ProfilePage) =>
    readable(page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog")?.textContent);

  it("S2-14 stand with their items, their branch and day, and the points that each brought", async () => {
    const client = clientFor(tenant);
    await client.actions.claimPurchase("m_1201", { receipt: "H-20417" });
    const page = await showProfile(client, { "member-id": "m_1201" }).ready();
    await until(() => rows(page).some((text) => text.includes("+")), "what it brought");
    const [claimed] = (await client.members.purchases("m_1201").first()).data;
    const row = rows(page)[0] ?? "";
    expect(row)
      .to.contain("H-20417")
      .and.to.contain(claimed?.branch?.name)
      .and.to.contain(claimed?.items[0]?.item.name);
    expect(row).to.contain(`+${claimed?.brought?.find(({ currency }) => currency === "points")?.amount}`);
  });

  it("in Arabic the items read from right to left, whatever they are called", async () => {
    const page = showProfile(clientFor(tenant));
    page.kit.locale = "ar";
    document.documentElement.dir = "rtl";
    try {
      const line = await until(
        () => page.all(".purchases-what .small").find((each) => each.textContent.includes("House beans")),
        "a purchase",
      );
      await page.says("المشتريات");
      const text = [...line.childNodes].find(
        (node): node is Text => node instanceof Text && node.data.includes("beans"),
      );
      if (!text) throw new Error("the items");
      const leftOf = (words: string): number => {
        const range = document.createRange();
        range.setStart(text, text.data.indexOf(words));
        range.setEnd(text, text.data.indexOf(words) + words.length);
        return range.getBoundingClientRect().left;
      };
      const names = ["House beans", "Flat white", "Chai", "Toasted sandwich", "Soup of the day", "Keep cup"];
      const shown = names
        .filter((name) => text.data.includes(name))
        .sort((one, other) => text.data.indexOf(one) - text.data.indexOf(other));
      expect(shown.length).to.be.greaterThan(1);
      expect(shown.map(leftOf)).to.deep.equal([...shown.map(leftOf)].sort((one, other) => other - one));
    } finally {
      document.documentElement.dir = "";
    }
  });

  it("the return of one opens its form with that purchase, and the claim of one an empty form", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => rows(page).length, "the purchases");
    (await page.button("Return…: purchase of", panel(page))).click();
    const modal = () => page.find("member-actions-modal")?.shadowRoot as ShadowRoot;
    await until(() => modalText(page).includes("Return a purchase"), "the form");
    const [newest] = (await clientFor(tenant).members.purchases("m_1048").first()).data;
    await until(() => modalText(page).includes(newest?.receipt ?? newest?.id ?? "-"), "the purchase in the form");
    await until(() => modalText(page).includes("Purchase"), "the preview");
    (modal().querySelector("dialog") as HTMLDialogElement).dispatchEvent(new Event("cancel", { cancelable: true }));
    await until(() => !modal().querySelector("dialog:modal"), "the modal to close");
    (await page.button("Claim…", panel(page))).click();
    await until(() => modalText(page).includes("Claim a purchase"), "the other form");
  });

  it("come page by page, and say how many are shown", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await until(() => rows(page).length === 3, "the first page");
    (await page.button("Show more purchases")).click();
    await until(() => rows(page).length > 3, "more of them");
    expect(page.announced).to.equal(`${rows(page).length} purchases shown`);
    const asked = (await requestsOf(tenant)).filter(({ path }) => path.includes("/purchases?"));
    expect(asked.every(({ path }) => path.includes("limit=3"))).to.equal(true);
  });

  it("say so where there are none, where they can't be read, and are absent where the backend knows of none", async () => {
    const none = await showProfile(clientFor(tenant), { "member-id": "m_1012" }).ready();
    await until(() => none.find(".purchases-panel .body, .purchases-row"), "an answer");
    clear();
    await breakNext(tenant, { path: "/purchases", fault: problem(400, "odd") });
    const failing = await showProfile(clientFor(tenant)).ready();
    await failing.says("Couldn't load the purchases");
    (await failing.button("Try again", panel(failing))).click();
    await until(() => rows(failing).length, "another try");
    clear();
    await breakNext(tenant, { path: "/purchases", fault: problem(501, "capability-not-supported") });
    const without = await showProfile(clientFor(tenant)).ready();
    await until(() => !without.find(".purchases-panel"), "the panel to go");
  });

  it("who may return nothing is told so, and a read-only profile has no buttons", async () => {
    const page = await showProfile(clientFor(tenant, "viewer")).ready();
    await until(() => rows(page).length, "the purchases");
    await until(() => page.all(".purchases-row button[aria-disabled]").length, "the reason");
    expect(page.find(".purchases-row button")?.title).to.equal("Your role can't do this. Ask an administrator.");
    clear();
    const readonly = await showProfile(clientFor(tenant), { "member-id": "m_1048", readonly: "" }).ready();
    await until(() => rows(readonly).length, "the purchases");
    expect(readonly.all(".purchases-panel button").map((button) => readable(button.textContent))).to.deep.equal([
      "Show more purchases",
    ]);
  });
});
