import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, seedingMs, until } from "../backend.js";
import { clear, stage, type ModalPage, writesOf } from "./modal-page.js";

const choose = async (page: ModalPage, id: string): Promise<void> => {
  const select = await page.seen<HTMLSelectElement>("#field-reasonCode");
  await until(() => select.querySelector(`[value="${id}"]`), id);
  select.value = id;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await page.modal.updateComplete;
};

const offered = async (page: ModalPage): Promise<readonly string[]> => {
  await page.says("Goodwill");
  return page.all("#field-reasonCode option").map(({ textContent }) => readable(textContent));
};

describe("reasons in member-actions-modal", function () {
  this.timeout(20_000);
  before(function () {
    this.timeout(seedingMs);
  });
  afterEach(clear);

  it("those of the action are offered, and none that is retired", async () => {
    const client = clientFor(await newTenant());
    const page = await stage(client);
    await page.choose("add:points");
    expect(await offered(page)).to.deep.equal(["None", "Goodwill", "Correction", "Service failure"]);
    await page.press("#back");
    await page.choose("transfer:points");
    expect(await offered(page)).to.include("Wrong member");
  });

  it("a reason that asks for a note has it asked for at the note, before anything is sent", async () => {
    const tenant = await newTenant();
    const page = await stage(clientFor(tenant));
    await page.choose("add:points");
    await page.type("#field-amount", "10");
    const note = await page.seen("#field-note");
    expect(note.getAttribute("aria-required")).to.equal("false");
    await choose(page, "service_failure");
    expect(note.getAttribute("aria-required")).to.equal("true");
    await page.submit();
    expect(readable((await page.seen("#field-note-error")).textContent)).to.equal("Fill this in.");
    expect(page.focused?.id).to.equal("field-note");
    expect(await writesOf(tenant)).to.deep.equal([]);
    await page.type("#field-note", "Waited an hour");
    await page.previewed();
    await page.submit();
    expect(await page.receipt()).to.include("Service failure. Waited an hour");
  });
});
