import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, until } from "../../backend.js";
import { showProfile } from "../profile-page.js";
import { latePanel } from "./late-panel.js";

describe("a member's cards", function () {
  this.timeout(20_000);
  const { tenant, reset, rows, panel, show, failsAndIsForbidden } = latePanel({ name: "cards", memberId: "m_1201" });

  it("S2-12 stand with the end of their number, since when, and by which one was replaced", async () => {
    const client = clientFor(tenant());
    const number = "6034 1200 8871 0077";
    await client.actions.addCard("m_1201", { number });
    const [old] = (await client.members.cards("m_1201").first()).data;
    await client.actions.replaceCard("m_1201", { replaces: old?.id ?? "", number: "6034120088710078" });
    await client.actions.addCard("m_1201", { number: "771" });
    const page = await show();
    await until(() => rows(page).length === 3, "the cards");
    expect(rows(page)[0]).to.contain("771").and.to.contain("Active").and.to.contain("Since");
    expect(rows(page)[1]).to.contain("•••• 0078").and.to.contain("Card ending in 0078");
    expect(rows(page)[2]).to.contain("•••• 0077").and.to.contain("Replaced by •••• 0078");
    expect(panel(page).innerHTML).not.to.contain("603412008871");
  });

  it("one is replaced from its row and another added from the head, and both stand there at once", async () => {
    const page = await show(undefined, { "member-id": "m_1048" });
    await until(() => rows(page).length === 1, "the card");
    (await page.button("Replace…: Card ending in", panel(page))).click();
    const modal = () => page.find("member-actions-modal")?.shadowRoot as ShadowRoot;
    const modalText = () =>
      readable(page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog")?.textContent);
    await until(() => modalText().includes("Replace a card"), "the form");
    (modal().querySelector("dialog") as HTMLDialogElement).dispatchEvent(new Event("cancel", { cancelable: true }));
    await until(() => !modal().querySelector("dialog:modal"), "the modal to close");
    (await page.button("Add: Cards", panel(page))).click();
    await until(() => modalText().includes("Add a card"), "the other form");
    await clientFor(tenant()).actions.addCard("m_1048", { number: "99001122334455" });
    await until(() => rows(page).length === 2, "what another operator added");
  });

  it("say so where there are none, can't be read or may not be seen, and are absent without the module", async () => {
    const none = await show(undefined, { "member-id": "m_1063" });
    await until(() => panel(none).textContent.includes("No cards yet.") || rows(none).length, "an answer");
    await reset();
    await failsAndIsForbidden("/cards", "Couldn't load the cards", (page) => rows(page).length);
    await reset();
    const without = await showProfile(clientFor(await newTenant({ modules: [] }))).ready();
    expect(without.find(".cards-panel")).to.equal(null);
    expect(without.find(".messages-panel")).to.equal(null);
  });
});
