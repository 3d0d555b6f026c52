import { expect } from "@open-wc/testing";
import type { MemberErrorEvent } from "../../../src/events/member-events.js";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  requestsOf,
  until,
  type Tenant,
  seedingMs,
} from "../backend.js";
import { clear, type ProfilePage, showProfile } from "./profile-page.js";

describe("member-profile", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S0-1 has an Actions button, top right, that opens a modal", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const button = await page.button("Actions");
    const header = page.find("[part=header]")?.getBoundingClientRect() as DOMRect;
    const box = button.getBoundingClientRect();
    expect(header.right - box.right).to.be.lessThan(32);
    expect(box.top - header.top).to.be.lessThan(32);
    button.click();
    const modal = await page.seen("member-actions-modal");
    await until(() => modal.shadowRoot?.querySelector("dialog")?.matches(":modal"), "an open dialog");
  });

  it("a date that is none breaks its own cell, and is reported once, without its value", async () => {
    const mutate = { kind: "mutate", pointer: "/details/2/value", value: "in the spring" } as const;
    await breakNext(tenant, { path: "/members/m_1048$", times: 2, fault: mutate });
    const reported: string[] = [];
    const learn = ({ message }: MemberErrorEvent) => reported.push(message);
    document.body.addEventListener("member-error", learn);
    const page = await showProfile(clientFor(tenant)).ready();
    expect(page.text).to.include("in the spring").and.to.include("1,240");
    page.profile.requestUpdate();
    await page.profile.updateComplete;
    const before = (await requestsOf(tenant)).length;
    page.kit.client?.markStale("m_1048");
    while (!(await requestsOf(tenant)).slice(before).some(({ path }) => path.endsWith("/m_1048")));
    await page.profile.updateComplete;
    document.body.removeEventListener("member-error", learn);
    expect(reported).to.deep.equal(["dates or amounts in the backend's answers that are none: 1"]);
  });

  it("an instant that is none breaks its own cell, and the rest of the profile stands", async () => {
    const mutate = { kind: "mutate", pointer: "/joinedAt", value: "the day before" } as const;
    await breakNext(tenant, { path: "/members/m_1048$", times: 1, fault: mutate });
    const page = await showProfile(clientFor(tenant)).ready();
    expect(page.text).to.include("the day before").and.to.include("1,240");
  });

  it("S1-3 opens the modal again after it was closed", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const dialog = async () =>
      (await page.seen("member-actions-modal")).shadowRoot?.querySelector("dialog") as HTMLDialogElement | null;
    (await page.button("Actions")).click();
    await until(() => page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog:modal"), "an open dialog");
    (await dialog())?.dispatchEvent(new Event("cancel", { cancelable: true }));
    await until(() => !page.find("member-actions-modal")?.hasAttribute("open"), "a closed one");
    (await page.button("Actions")).click();
    await until(
      () => page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog:modal"),
      "an open one again",
    );
  });

  it("shows details, consents, tags and the whole timeline", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    expect(page.find("[part=name]")?.textContent).to.equal("Noa Ben-David");
    expect(page.panel("details"))
      .to.contain("noa@example.com")
      .and.to.contain("CRM-0055210")
      .and.to.contain("14 Mar 1991");
    await until(() => /SMS ?Withdrawn 2 Nov 2026/.test(page.panel("consents")), "the consents");
    expect(
      [...(page.tagEditor.shadowRoot?.querySelectorAll("[part=tag]") ?? [])].map((tag) => readable(tag.textContent)),
    ).to.have.members(["VIP", "weekend", "oat milk", "לקוחה קבועה"]);
    const before = page.all(".entry").length;
    (await page.button("Show 25 more")).click();
    await until(() => page.all(".entry").length > before, "more entries");
    expect(page.announced).to.match(/entries shown/);
  });

  it("S0-10 shows each currency as a balance of its own, in its own scale", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const big = (code: string) => page.find(`[data-currency=${code}] .big`)?.textContent;
    expect(big("points")).to.equal("1,240");
    expect(big("credits")).to.equal("48.50");
  });

  it("announces what was copied", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    Object.defineProperty(navigator, "clipboard", { value: clipboard, configurable: true });
    try {
      (await page.button("m_1048")).click();
      await until(() => page.announced === "Copied m_1048", "the announcement");
      expect(copied).to.deep.equal(["m_1048"]);
    } finally {
      Reflect.deleteProperty(navigator, "clipboard");
    }
  });

  it("says how far it is to the next tier", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    expect(page.find(".ladder")?.ariaLabel ?? page.find(".ladder")?.getAttribute("aria-label")).to.equal(
      "Tier: Silver. 360 more points earned to Gold",
    );
  });

  it("asks for each thing once", async () => {
    const mine = await newTenant();
    const page = await showProfile(clientFor(mine)).ready();
    await until(() => page.panel("wallet").includes("Free pastry"), "the gifts");
    const asked = (await requestsOf(mine)).map(({ path }) => path);
    expect(asked).to.deep.equal([...new Set(asked)]);
    const parts = ["/v1/capabilities", "/members/m_1048", "/activities", "/gifts", "/punch-cards"];
    for (const part of parts)
      expect(
        asked.filter((path) => path.replace(/\?limit.*/, "").endsWith(part)),
        part,
      ).to.have.length(1);
  });

  it("readonly takes away all that writes", async () => {
    const page = await showProfile(clientFor(tenant), { "member-id": "m_1048", readonly: "" }).ready();
    const words = [...page.all("button"), ...(page.tagEditor.shadowRoot?.querySelectorAll("button") ?? [])].map(
      (button) => button.ariaLabel ?? readable(button.textContent),
    );
    expect(words.filter((label) => /^(Actions|Undo|Remove|Add)/.test(label))).to.deep.equal([]);
  });

  it("panels choose and order, and an unknown one is said", async () => {
    const errors: string[] = [];
    addEventListener("member-error", (event) => errors.push((event as Event & { message: string }).message), {
      once: true,
    });
    const page = showProfile(clientFor(tenant), { "member-id": "m_1048", panels: "consents tags nonsense" });
    await page.seen("[part~=consents]");
    expect(page.all("[part~=panel]").map((panel) => panel.getAttribute("part"))).to.deep.equal([
      "panel consents",
      "panel tags",
    ]);
    await until(() => errors.some((error) => error.includes('no panel "nonsense"')), "a word on the unknown one");
  });

  describe("when there is no member to show", () => {
    it("says so, and tells the host", async () => {
      const event = new Promise<Event>((resolve) => addEventListener("member-not-found", resolve, { once: true }));
      const page = showProfile(clientFor(tenant), { "member-id": "m_nobody" });
      await page.says("There is no such member");
      expect(await event).to.have.property("memberId", "m_nobody");
    });

    it("an external id nobody carries is not a member", async () => {
      const page = showProfile(clientFor(tenant), { "external-id": "nobody" });
      await page.says("Not a member");
    });

    it("an external id shows the member who carries it", async () => {
      const page = await showProfile(clientFor(tenant), { "external-id": "CRM-0055210" }).ready();
      expect(page.find("[part=name]")?.textContent).to.equal("Noa Ben-David");
    });

    it("an external id of several asks which", async () => {
      const page = showProfile(clientFor(tenant), { "external-id": "CRM-TEST" });
      await page.says("2 members have this id");
      (await page.button("Scratch Twin")).click();
      await until(() => page.find("[part=name]")?.textContent === "Scratch Twin", "the chosen one");
      page.profile.externalId = "CRM-0055210";
      await until(() => page.find("[part=name]")?.textContent === "Noa Ben-David", "who carries the other id");
    });

    // How they left is not known: what is true of one way alone is not said.
    const left = [
      "Ledger totals, without a name",
      "E-mail and phone can join again",
      "A new membership starts at zero",
    ];
    const factsOf = (page: ProfilePage) => page.all(".gone-facts dd").map((each) => readable(each.textContent));

    it("an erased one shows when and by whom, what was kept and freed, and no way to act", async () => {
      const page = showProfile(clientFor(tenant), { "member-id": "m_1190" });
      await page.says("Erased member");
      await page.says("Kept");
      expect(factsOf(page)).to.deep.equal(["12 Oct 2026, 15:20", "Ari Cohen", ...left]);
      expect(page.all("button").map((button) => readable(button.textContent))).to.deep.equal(["m_1190"]);
    });

    it("an erased one shows the rest where the backend doesn't say when", async () => {
      await breakNext(tenant, { path: "/members/m_1190$", fault: { kind: "mutate", pointer: "/erased" } });
      const page = showProfile(clientFor(tenant), { "member-id": "m_1190" });
      await page.says("Kept");
      expect(factsOf(page)).to.deep.equal(left);
    });
  });

  it("S3-5 one who was merged leads to the profile that has it all now", async () => {
    const own = await newTenant();
    const client = clientFor(own);
    const { etag } = await client.members.get("m_scratch");
    const input = { mergedMemberId: "m_scratch2", confirmation: "m_scratch2" };
    await client.actions.merge("m_scratch", input, { ifMatch: etag ?? "" });
    const page = showProfile(clientFor(own), { "member-id": "m_scratch2" });
    await page.says("Merged profile");
    (await page.button("Open m_scratch")).click();
    await until(() => page.find("[part=name]")?.textContent === "Scratch Test", "the other profile");
    expect(page.profile.memberId).to.equal("m_scratch");
  });

  it("one panel fails alone, says whether anything changed, and can be tried again", async () => {
    const fault = problem(400, "odd", { detail: "<img src=x onerror=alert(1)>", requestId: "req_7c12e" });
    await breakNext(tenant, { path: "/activities", fault });
    const page = showProfile(clientFor(tenant));
    await page.says("Couldn't load the activity");
    expect(page.panel("activity")).to.contain("Nothing was changed.").and.to.contain("req_7c12e");
    expect(page.find("[part=name]")?.textContent).to.equal("Noa Ben-David");
    (await page.button("Try again")).click();
    await page.seen(".entry");
  });

  it("a new member's empty timeline says what will appear there", async () => {
    const page = await showProfile(clientFor(tenant), { "member-id": "m_1201" }).ready();
    expect(page.panel("activity")).to.contain("Nothing yet");
  });

  it("a viewer reads why tags can't be changed", async () => {
    const page = await showProfile(clientFor(tenant, "viewer")).ready();
    await until(() => page.tagEditor.shadowRoot?.textContent.includes("Your role can't change tags."), "the reason");
  });
});
