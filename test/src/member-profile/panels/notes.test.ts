import { expect } from "@open-wc/testing";
import { coreOnly, narrowed } from "../../../support/narrowed.js";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  release,
  seedingMs,
  until,
  type Tenant,
} from "../../backend.js";
import { clear, type ProfilePage, showProfile } from "../profile-page.js";

describe("the notes about a member", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  const rows = (page: ProfilePage) => page.all(".notes-row").map((row) => readable(row.textContent));
  const panel = (page: ProfilePage) => page.find(".notes-panel") as HTMLElement;
  const show = async (client = clientFor(tenant), attributes: Record<string, string> = {}) =>
    showProfile(client, { "member-id": "m_1201", panels: "notes activity", ...attributes }).ready();

  it("stand newest first with who wrote them and when, longer on demand, and without the notes of other actions", async () => {
    const { actions } = clientFor(tenant);
    await actions.add("m_1201", { currency: "points", amount: 1, note: "Not one of them" });
    for (const note of ["First", "Second", "Third", "Prefers to be called\nafter six"])
      await actions.addNote("m_1201", { note });
    const page = await show();
    await until(() => rows(page).length === 3, "the newest");
    expect(rows(page)[0]).to.contain("Prefers to be called after six").and.to.contain("by Ari Cohen");
    (await page.button("Show older notes")).click();
    await until(() => rows(page).length === 4, "the others");
    expect(page.announced).to.equal("4 notes shown");
    expect(panel(page).textContent).not.to.contain("Not one of them");
  });

  it("one is added from the head, and stands there once it is written", async () => {
    const page = await show(undefined, { "member-id": "m_1063" });
    await until(() => panel(page).textContent.includes("No notes yet."), "that there are none");
    (await page.button("Add: Notes", panel(page))).click();
    const modal = () => readable(page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog")?.textContent);
    await until(() => modal().includes("Add a note"), "the form");
    await clientFor(tenant).actions.addNote("m_1063", { note: "Comes with her dog" });
    await until(() => rows(page).length === 1, "the note");
  });

  it("say so where they can't be read or may not be seen, and are absent where the backend takes none", async () => {
    await breakNext(tenant, { path: "type=add-note", fault: problem(400, "odd"), times: 9 });
    const failing = await show(undefined, { "member-id": "m_1012" });
    await failing.says("Couldn't load the notes");
    await release(tenant);
    (await failing.button("Try again", panel(failing))).click();
    await until(() => panel(failing).textContent.includes("No notes yet."), "another try");
    clear();
    await release(tenant);
    await breakNext(tenant, { path: "type=add-note", fault: problem(403, "forbidden"), times: 9 });
    await (await show()).says("Your role can't see this");
    clear();
    await release(tenant);
    const core = clientFor(tenant, "ari", { fetch: narrowed(coreOnly)((request) => fetch(request)) });
    const without = await showProfile(core).ready();
    expect(without.find(".notes-panel")).to.equal(null);
  });
});
