import { expect, nextFrame } from "@open-wc/testing";
import { sendKeys, sendMouse } from "@web/test-runner-commands";
import { ProblemError, type Client } from "../../../sdk/index.js";
import { breakNext, clientFor, newTenant, until, type Tenant, release, held, seedingMs } from "../backend.js";
import { clear, stage, writesOf, type ModalPage } from "./modal-page.js";

const pointsOf = async (client: Client, memberId = "m_1048") =>
  (await client.members.get(memberId)).value.accounts.find(({ currency }) => currency === "points")?.spendable;

const typed = (page: ModalPage, selector = "#field-amount") => page.value(selector);

describe("races in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let client: Client;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    client = clientFor(tenant);
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  it("U01 32 clicks, Enter and the mouse on Confirm send exactly one request", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "7");
    await page.previewed();
    const submit = await page.seen("#submit");
    for (let count = 0; count < 32; count++) submit.click();
    submit.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    await page.receipt();
    expect(await writesOf(tenant)).to.have.length(1);
    expect(await pointsOf(client)).to.equal(1247);
  });

  it("U01 an Enter that is held, and a double-click, end at the receipt: they press nothing more", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "7");
    await page.previewed();
    const box = (await page.seen("#submit")).getBoundingClientRect();
    const position: [number, number] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    await sendMouse({ type: "move", position });
    await Promise.all([sendMouse({ type: "click", position }), sendMouse({ type: "click", position })]);
    await page.receipt();
    const held = new KeyboardEvent("keydown", { key: "Enter", repeat: true, bubbles: true, cancelable: true });
    page.find("#done")?.dispatchEvent(held);
    expect(held.defaultPrevented).to.equal(true);
    expect(page.modal.open).to.equal(true);
    expect(await writesOf(tenant)).to.have.length(1);
  });

  it("U02 what was typed for A is kept for A, and never shown for B", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "123");
    await page.type("#field-note", "only of Noa");
    page.modal.memberId = "m_1012";
    await page.seen('[data-action="add:points"]');
    expect(page.text).not.to.include("Noa");
    await page.choose("add:points");
    expect(typed(page)).to.equal("");
    expect(typed(page, "#field-note")).to.equal("");
    page.modal.memberId = "m_1048";
    await until(() => typed(page) === "123");
    expect(typed(page, "#field-note")).to.equal("only of Noa");
    await page.press("#back");
    await page.choose("add:points");
    expect(typed(page)).to.equal("123");
  });

  it("U02 the answer to a write for A is not shown on B", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    await breakNext(tenant, { path: "/actions/add", fault: { kind: "hold", at: "answer" } });
    await page.submit();
    page.modal.memberId = "m_1012";
    await page.seen('[data-action="add:points"]');
    await held(tenant);
    await release(tenant);
    expect(page.text).not.to.include("5 points added");
    page.modal.memberId = "m_1048";
    expect(await page.receipt()).to.include("5 points added");
    expect(await pointsOf(client, "m_1012")).to.be.a("number");
  });

  it("U02 removing the element in the middle of a request throws nothing", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    await breakNext(tenant, { path: "/actions/add", fault: { kind: "hold", at: "answer" } });
    await page.submit();
    page.kit.remove();
    await held(tenant);
    await release(tenant);
    document.body.append(page.kit);
    expect(await page.receipt()).to.include("5 points added");
  });

  it("U05 an outcome that another operator changed meanwhile gives a new preview, then one write", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "300");
    await page.previewed();
    expect(page.effects.join(" ")).not.to.include("Gold");
    await clientFor(tenant, "dana").actions.add("m_1048", { currency: "points", amount: 100 });
    await page.submit();
    await page.says("Here is the new preview");
    expect(page.find("#done")).to.equal(null);
    expect(page.effects.join(" ")).to.include("Gold");
    expect(typed(page)).to.equal("300");
    expect(await pointsOf(client)).to.equal(1340);
    await page.submit();
    await page.receipt();
    expect(await pointsOf(client)).to.equal(1640);
  });

  it("a write under way is not left alone silently; an unknown outcome may be, and is still asked for", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    await breakNext(tenant, { path: "/actions/add", fault: { kind: "hold", at: "answer" } });
    await page.submit();
    await sendKeys({ press: "Escape" });
    expect(page.modal.open).to.equal(true);
    await page.says("Still being sent");
    await held(tenant);
    await release(tenant);
    expect(await page.receipt()).to.include("5 points added");
  });

  it("N03 an answer that was cut off after the commit reads as unknown, never as failed, and ends in one effect", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    await breakNext(tenant, { path: "/actions/add", fault: { kind: "truncate", bytes: 20, framing: "whole" } });
    await page.submit();
    await page.says("Outcome unknown, checking");
    for (const words of ["Sent to the server", "Answer lost", "Asking what became of it", "Close, keep checking"])
      expect(page.text).to.include(words);
    expect(page.text).not.to.match(/fail/i);
    expect(await page.receipt()).to.include("5 points added");
    expect(await pointsOf(client)).to.equal(1245);
    expect(new Set((await writesOf(tenant)).map(({ key }) => key)).size).to.equal(1);
  });

  it("U02 a button that was pressed for A opens nothing for B", async () => {
    const page = await stage(client);
    page.find('[data-action="add:points"]')?.click();
    page.modal.memberId = "m_1012";
    await until(() => page.text.includes("Mila") && page.find(".tile"), "B's menu");
    await page.modal.updateComplete;
    expect(page.all("#field-amount")).to.have.length(0);
  });

  it("U02 a refusal for A leaves the focus in B's form", async () => {
    let refuse: (error: unknown) => void = () => undefined;
    const page = await stage({ ...client, run: () => new Promise((_, reject) => (refuse = reject)) });
    const failed = new Promise((resolve) => page.modal.addEventListener("member-action-failed", resolve));
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    await page.previewed();
    await page.submit();
    await until(() => page.find("#submit[aria-busy=true]"), "the write to be under way");
    page.modal.memberId = "m_1012";
    await page.seen('[data-action="add:points"]');
    await page.choose("add:points");
    page.find("#field-note")?.focus();
    refuse(new ProblemError({ code: "limit-exceeded", status: 403 }));
    await failed;
    await nextFrame();
    expect(page.focused?.id).to.equal("field-note");
  });

  it("U01 the second click of a double-click presses nothing of a receipt", async () => {
    const page = await stage(client);
    await page.choose("add:points");
    await page.type("#field-amount", "7");
    await page.previewed();
    await page.submit();
    await page.receipt();
    for (const id of ["undo", "another", "done"])
      page.find(`#${id}`)?.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, detail: 2 }));
    await page.modal.updateComplete;
    expect([page.modal.open, page.all("#done").length]).to.deep.equal([true, 1]);
    expect(await writesOf(tenant)).to.have.length(1);
  });
});
