import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { MemberOpenEvent } from "../../../../src/events/list-events.js";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  requestsOf,
  seedingMs,
  type Tenant,
  until,
} from "../../backend.js";
import { showProfile, type ProfilePage } from "../../member-profile/profile-page.js";
import { clear, stage, type ModalPage } from "../modal-page.js";

describe("what was done for a ticket", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  /** Two members were helped for one ticket; one of the two acts was taken back. */
  const help = async (reference: string): Promise<void> => {
    const client = clientFor(tenant, "ari");
    const note = "Sorry for the wait";
    await client.actions.add("m_1048", { currency: "points", amount: 100, note, reference });
    const other = await client.actions.add("m_1012", { currency: "points", amount: 50, note, reference });
    await client.undo(other, { reference });
  };
  const rows = (root: ParentNode | null | undefined): string[] =>
    [...(root?.querySelectorAll(".ticket-row") ?? [])].map((each) => readable(each.textContent));
  const modalIn = (page: ProfilePage): ShadowRoot | null | undefined => page.find("member-actions-modal")?.shadowRoot;

  const palette = async (page: ProfilePage, line: string): Promise<void> => {
    await until(() => page.find("[part=chat-button]"), "the keys");
    const heading = page.find("h3");
    if (heading) heading.tabIndex = -1;
    heading?.focus();
    await sendKeys({ press: "/" });
    await until(() => modalIn(page)?.querySelector("[role=combobox]"), "the palette");
    if (line) await sendKeys({ type: line });
    await until(() => modalIn(page)?.textContent?.includes("Everything done for"), "the line of the ticket");
  };

  it("is found from the palette: to whom, by whom, when, whether it still holds; it opens the member", async () => {
    await help("T-4711");
    const page = await showProfile(clientFor(tenant, "ari"), { "member-id": "m_1035" }).ready();
    await palette(page, "t-4711");
    const options = [...(modalIn(page)?.querySelectorAll("[role=option] b") ?? [])].map((each) => each.textContent);
    expect(options.map(readable)).to.deep.equal(["Everything done for t-4711"]);
    modalIn(page)?.querySelector<HTMLInputElement>("[role=combobox]")?.select();
    await sendKeys({ type: "ticket T-4711" });
    await until(
      () => modalIn(page)?.textContent?.includes("Everything done for T-4711"),
      "the ticket as it is written",
    );
    await sendKeys({ press: "Enter" });
    await until(() => rows(modalIn(page)).length === 3, "what was done");
    const [undo = "", undone = "", first = ""] = rows(modalIn(page));
    expect(undo).to.match(/^Undo of “Points added” .*−50 points$/);
    expect(undone).to.match(/^Points added Undone Mila Novak ?by Ari Cohen ?21 Nov 2026 10:00 \+50 points$/);
    expect(first).to.match(/^Points added Noa Ben-David ?by Ari.*\+100 points$/);
    const noa = [...(modalIn(page)?.querySelectorAll<HTMLElement>(".ticket button") ?? [])].at(-1);
    expect(noa?.ariaLabel).to.equal("Open Noa Ben-David");
    noa?.click();
    await page.says("Noa Ben-David");
    expect(page.profile.memberId).to.equal("m_1048");
    expect(modalIn(page)?.querySelector("dialog[open]")).to.equal(null);
  });

  it("is offered by the palette for the ticket that the page works on, and the host may open the member", async () => {
    await help("T-7");
    const page = showProfile(clientFor(tenant, "ari"), { "member-id": "m_1035" });
    page.kit.reference = "T-7";
    await page.ready();
    await palette(page, "");
    await sendKeys({ press: "ArrowUp" });
    await sendKeys({ press: "Enter" });
    await until(() => rows(modalIn(page)).length === 3, "what was done");
    const told: string[] = [];
    const refuse = (event: MemberOpenEvent) => {
      told.push(event.memberId);
      event.preventDefault();
    };
    document.body.addEventListener("member-open", refuse);
    modalIn(page)?.querySelector<HTMLElement>(".ticket button")?.click();
    await until(() => told.length, "the event");
    document.body.removeEventListener("member-open", refuse);
    await page.profile.updateComplete;
    expect([told, page.profile.memberId]).to.deep.equal([["m_1012"], "m_1035"]);
  });

  const receiptFor = async (reference: string): Promise<ModalPage> => {
    const page = await stage(clientFor(tenant), { attributes: { action: "add:points" }, open: false });
    page.kit.reference = reference;
    page.modal.open = true;
    await page.type("#field-amount", "25");
    await page.previewed();
    await page.submit();
    await page.receipt();
    return page;
  };

  it("is a press away from a receipt, and Back is the receipt again", async () => {
    const page = await receiptFor("T-8");
    await page.pressText("T-8");
    await until(() => rows(page.root).length === 1, "what was done");
    expect(page.focused?.id).to.equal("title");
    await page.press("#back");
    await page.says("25 points added");
    expect(page.focused?.id).to.equal("done");
  });

  it("is a press away from an entry of the timeline", async () => {
    await help("T-9");
    const page = await showProfile(clientFor(tenant, "ari")).ready();
    await until(() => page.find("[part=chat-button]"), "what comes later");
    const entry = await until(() => page.entry("Points added"), "the entry");
    entry.querySelector<HTMLElement>("[aria-expanded]")?.click();
    (await page.button("T-9")).click();
    await until(() => rows(modalIn(page)).length === 3, "what was done");
    modalIn(page)?.querySelector<HTMLElement>("#back")?.click();
    await until(() => modalIn(page)?.querySelector("[role=combobox]"), "the palette");
  });

  it("is read page by page, the names of one in one request; the focus goes on with the new lines", async () => {
    const client = clientFor(tenant, "ari");
    for (let turn = 0; turn < 30; turn++)
      await client.actions.addNote(turn % 2 ? "m_1048" : "m_1012", { note: `No. ${turn}`, reference: "T-30" });
    const page = await receiptFor("T-30");
    await page.pressText("T-30");
    await until(() => rows(page.root).length === 25, "the first page");
    await page.pressText("Show more");
    await until(() => rows(page.root).length === 31, "all");
    await until(() => page.focused === page.all(".ticket button")[25], "the focus");
    const asked = (await requestsOf(tenant)).map(({ path }) => path);
    expect(asked.filter((path) => path.endsWith("/operation-searches"))).to.have.length(2);
    expect(asked.filter((path) => path.endsWith("/member-reads"))).to.have.length(2);
  });

  it("says where there is nothing, where it can't be known, and why it was not read", async () => {
    const page = await receiptFor("T-31");
    await breakNext(
      tenant,
      { fault: problem(501, "capability-not-supported"), path: "operation-searches$" },
      { fault: problem(403, "forbidden"), path: "operation-searches$" },
      { fault: { kind: "mutate", pointer: "/data", value: [] }, path: "operation-searches$" },
    );
    for (const words of ["can't look up tickets", "Couldn't look it up", "Nothing was done for it"]) {
      await page.pressText("T-31");
      await page.says(words);
      await page.press("#back");
      await page.says("25 points added");
    }
  });
});
