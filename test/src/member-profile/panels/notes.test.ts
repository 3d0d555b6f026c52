import { expect } from "@open-wc/testing";
import { coreOnly, narrowed } from "../../../support/narrowed.js";
import { clientFor, readable, until } from "../../backend.js";
import { type ProfilePage, showProfile } from "../profile-page.js";
import { latePanel } from "./late-panel.js";

describe("the notes about a member", function () {
  this.timeout(20_000);
  const { tenant, reset, rows, panel, show, failsAndIsForbidden } = latePanel({ name: "notes", memberId: "m_1201" });

  it("stand newest first with who wrote them and when, longer on demand, and without the notes of other actions", async () => {
    const { actions } = clientFor(tenant());
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
    await clientFor(tenant()).actions.addNote("m_1063", { note: "Comes with her dog" });
    await until(() => rows(page).length === 1, "the note");
  });

  it("say so where they can't be read or may not be seen, and are absent where the backend takes none", async () => {
    const none = (page: ProfilePage) => panel(page).textContent.includes("No notes yet.");
    await failsAndIsForbidden("type=add-note", "Couldn't load the notes", none, { "member-id": "m_1012" });
    await reset();
    const core = clientFor(tenant(), "ari", { fetch: narrowed(coreOnly)((request) => fetch(request)) });
    const without = await showProfile(core).ready();
    expect(without.find(".notes-panel")).to.equal(null);
  });
});
