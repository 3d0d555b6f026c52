import { expect } from "@open-wc/testing";
import { breakNext, clientFor, doDueWork, held, problem, readable, until } from "../../backend.js";
import { showProfile } from "../profile-page.js";
import { latePanel } from "./late-panel.js";

const MILA = "m_1012";

describe("a member's messages", function () {
  this.timeout(20_000);
  const { tenant, reset, rows, panel, show, failsAndIsForbidden } = latePanel(
    { name: "messages", memberId: MILA },
    async (seeded) => {
      const { actions } = clientFor(seeded);
      await actions.sendEmail(MILA, { templateId: "tpl_email_thanks" });
      for (const body of ["One", "Two", "Three", "Four", `Long ${"and longer ".repeat(40)}end`])
        await actions.sendSms(MILA, { body });
    },
  );

  it("S2-14 stand newest first with their words, who sent them, when, and what became of them", async () => {
    const page = await show();
    await until(() => rows(page).length === 3, "the newest");
    const [long, four] = rows(page);
    expect(four).to.contain("SMS").and.to.contain("Four").and.to.contain("by Ari Cohen").and.to.contain("Own words");
    expect(four).to.match(/On its way|Sent|Delivered/);
    expect(long).to.contain("Show the whole text");
    const details = page.find(".messages-row details") as HTMLDetailsElement;
    details.open = true;
    expect((page.find(".messages-beginning") as HTMLElement).offsetHeight).to.equal(0);
    expect(details.innerText).to.contain("end");
  });

  it("are a thread for each channel, longer on demand, which says how many are shown", async () => {
    const page = await show();
    await until(() => rows(page).length === 3, "the newest");
    (await page.button("E-mail", panel(page))).click();
    await until(() => rows(page).length === 1, "the thread of e-mails");
    expect(rows(page)[0]).to.contain("E-mail");
    expect((await page.button("E-mail", panel(page))).ariaPressed).to.equal("true");
    (await page.button("SMS", panel(page).querySelector(".messages-threads") as HTMLElement)).click();
    await until(() => rows(page).length === 3, "the thread of SMS");
    (await page.button("Show older messages")).click();
    await until(() => rows(page).length === 5, "the rest of it");
    expect(page.announced).to.equal("5 messages shown");
  });

  it("a message of a channel is begun from its thread", async () => {
    const page = await show();
    await until(() => rows(page).length, "the messages");
    expect(page.all(".messages-send button").map((button) => button.ariaLabel)).to.deep.equal([
      "Send SMS",
      "Send email",
      "Send notification",
    ]);
    (await page.button("E-mail", panel(page))).click();
    (await page.button("Send email", panel(page))).click();
    const modal = () => readable(page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog")?.textContent);
    await until(() => modal().includes("Send email"), "its form");
  });

  it("a delivery, and what others send, stand there without a reload", async () => {
    const page = await show();
    await until(() => rows(page).length, "the messages");
    await clientFor(tenant(), "dana").actions.sendSms(MILA, { body: "From Dana" });
    await until(() => rows(page)[0]?.includes("From Dana"), "the new one");
    await doDueWork();
    await until(() => !rows(page)[0]?.includes("On its way"), "what became of it");
  });

  it("one that was kept from its receiver says why", async () => {
    const page = showProfile(clientFor(tenant()), { "member-id": "m_1048", panels: "messages" });
    await until(() => rows(page).length, "the messages");
    expect(rows(page)[0]).to.contain("Blocked: no SMS consent").and.to.contain("by Dana Levi");
  });

  it("say so where there are none, can't be read or may not be seen, and are absent without the module", async () => {
    const none = await show(undefined, { "member-id": "m_1201" });
    await until(() => panel(none).textContent.includes("No messages yet."), "that there are none");
    await reset();
    const forbidden = await failsAndIsForbidden("/messages", "Couldn't load the messages", (page) => rows(page).length);
    expect(panel(forbidden).textContent).not.to.contain("Try again");
    await reset();
    await breakNext(tenant(), { path: "/messages", fault: problem(501, "capability-not-supported"), times: 9 });
    const without = await show();
    await until(() => !without.find(".messages-panel"), "the panel to go");
  });

  it("who may send nothing is told so, and a read-only profile has no buttons that send", async () => {
    const page = await show(clientFor(tenant(), "viewer"));
    await until(() => page.all(".messages-send button[aria-disabled]").length === 3, "the reason");
    await reset();
    const readonly = await show(undefined, { readonly: "" });
    await until(() => rows(readonly).length, "the messages");
    expect(readonly.all(".messages-send button")).to.have.length(0);
  });

  it("U02 those of the next member never stand beside the last one's", async () => {
    const page = await show();
    await until(() => rows(page).length === 3, "the newest");
    await breakNext(tenant(), { path: "/m_1048/messages", fault: { kind: "hold", at: "answer" } });
    page.profile.memberId = "m_1048";
    await held(tenant());
    expect(rows(page)).to.deep.equal([]);
  });
});
