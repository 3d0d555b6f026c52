import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  doDueWork,
  newTenant,
  problem,
  readable,
  requestsOf,
  seedingMs,
  type Tenant,
  until,
} from "../backend.js";
import { type ListPage, showList } from "../member-list/list-page.js";

const tagged = (tag: string) =>
  ({ combinator: "and", rules: [{ field: "tags", operator: "contains", value: tag }] }) as const;

describe("the one-time action of a list", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant({}, 30);
  });
  afterEach(() => document.body.replaceChildren());

  const dialog = (page: ListPage) => page.seen<HTMLDialogElement>("dialog.once[open]");
  const balanceOf = async (memberId: string): Promise<number> =>
    (await clientFor(tenant).members.get(memberId)).value.accounts.find(({ currency }) => currency === "points")
      ?.spendable ?? 0;

  /** Selects all who are shown and opens an action. */
  const choose = async (page: ListPage, action: string): Promise<void> => {
    await page.names();
    page.find<HTMLInputElement>("thead input")?.click();
    await page.press("One-time action");
    await dialog(page);
    const tile = await until(
      () => page.all(".once .tile").find((each) => readable(each.querySelector("b")?.textContent) === action),
      action,
    );
    tile.click();
    await page.seen(".once .form");
  };
  const amount = async (page: ListPage, text: string): Promise<void> => {
    const input = await page.seen<HTMLInputElement>(".once .form input.amountin");
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  const jobsOf = async () => (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/bulk-actions"));

  it("S1-5 S0-25 does an action to all who are selected, once what it comes to was seen", async () => {
    const page = showList(clientFor(tenant), { filter: tagged("VIP") });
    const ids = async () => page.all(".open").map((each) => each.dataset.member ?? "");
    await choose(page, "Add points");
    const members = await ids();
    const before = await Promise.all(members.map(balanceOf));
    await amount(page, "50");
    await page.press("Check");
    await page.says("Nothing is done yet");
    expect(await jobsOf()).to.have.length(0);
    expect(await Promise.all(members.map(balanceOf))).to.deep.equal(before);
    (await page.seen("#go")).click();
    await page.says("You can close this");
    await doDueWork();
    await page.hears("Finished:");
    const after = await Promise.all(members.map(balanceOf));
    const moved = after.filter((balance, index) => balance === (before[index] ?? 0) + 50).length;
    const done = Number(/Finished: (\d+) done/.exec(page.announced)?.[1]);
    expect(moved).to.equal(done);
    expect(done).to.be.greaterThan(0);
  });

  it("S1-5 says what has become of the messages, and follows those that are on their way", async () => {
    const page = showList(clientFor(tenant), { filter: tagged("VIP") });
    await choose(page, "Send SMS");
    const template = await until(
      () => page.all<HTMLInputElement>(".once input[type=radio]").find(({ value }) => value.startsWith("tpl")),
      "a template",
    );
    template.click();
    await page.press("Check");
    // What leaves the house needs the typed number (C07).
    const typed = await page.seen<HTMLInputElement>("#typed");
    typed.value = /Type (\d+) to confirm/.exec(page.text)?.[1] ?? "";
    typed.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await until(() => page.find("#go")?.ariaDisabled === null, "the button to work");
    const value = [{ state: "queued", messages: 2 }];
    const onTheirWay = { kind: "mutate", pointer: "/deliveries", value } as const;
    await breakNext(tenant, { path: "/jobs/", method: "GET", fault: onTheirWay, times: 100 });
    (await page.seen("#go")).click();
    await page.says("You can close this");
    await doDueWork();
    await page.hears("Finished:");
    await page.says("On their way");
    await fetch(tenant.faults, { method: "DELETE" });
    // No provider is set up here.
    await doDueWork();
    await page.says("Not delivered");
    const written = Number(/Not delivered\s*(\d+)/.exec(page.text)?.[1]);
    expect(written).to.equal(Number(/Finished: (\d+) done/.exec(page.announced)?.[1]));
  });

  it("undoes all of it, looked at before as any action is", async () => {
    const page = showList(clientFor(tenant), { filter: tagged("VIP") });
    await choose(page, "Add points");
    const members = page.all(".open").map((each) => each.dataset.member ?? "");
    const before = await Promise.all(members.map(balanceOf));
    await amount(page, "50");
    await page.press("Check");
    (await page.seen("#go")).click();
    await page.says("You can close this");
    await doDueWork();
    await page.hears("Finished:");
    await page.press("Undo all");
    await page.says("Undo:");
    await page.says("Nothing is done yet");
    (await page.seen("#go")).click();
    await page.says("You can close this");
    await doDueWork();
    await until(() => page.find(".once .callout.success"), "it to be undone");
    expect(await Promise.all(members.map(balanceOf))).to.deep.equal(before);
  });

  it("C07 what can't be undone starts only once the number of members is typed", async () => {
    const client = clientFor(tenant);
    const page = showList(client, { filter: tagged("test-user") });
    await choose(page, "Delete member");
    await page.press("Check");
    const go = await page.seen<HTMLButtonElement>("#go");
    expect(go.ariaDisabled).to.equal("true");
    go.click();
    expect(await jobsOf()).to.have.length(0);
    const typed = await page.seen<HTMLInputElement>("#typed");
    typed.value = "2";
    typed.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await until(() => page.find("#go")?.ariaDisabled === null, "the button to work");
  });

  it("draws each step once: no update of the list is followed by another of its own", async () => {
    const page = showList(clientFor(tenant), { filter: tagged("VIP") });
    await choose(page, "Add points");
    await amount(page, "5");
    page.find<HTMLInputElement>(".once .form input.amountin")?.focus();
    await page.press("Check");
    await page.says("Nothing is done yet");
    const { litIssuedWarnings = new Set() } = globalThis as { litIssuedWarnings?: ReadonlySet<string | null> };
    const again = [...litIssuedWarnings].filter((warning) => warning?.includes("member-list scheduled an update"));
    expect(litIssuedWarnings.size, "Lit warns at all").to.be.greaterThan(0);
    expect(again).to.deep.equal([]);
  });

  it("says a warning in the operator's language by its code; one that it doesn't know as the backend does", async () => {
    const warnings = [
      { code: "quiet-hours", detail: "It is 22:00, and quiet hours are from 21:00 to 08:00." },
      { code: "full-moon", detail: "The moon is full." },
    ];
    await breakNext(tenant, {
      path: "bulk-previews",
      fault: { kind: "mutate", pointer: "/warnings", value: warnings },
    });
    const page = showList(clientFor(tenant), { filter: tagged("VIP") });
    await choose(page, "Add points");
    await amount(page, "5");
    await page.press("Check");
    await page.says("It is 22:00, and quiet hours are from 21:00 to 08:00.");
    page.list.closest("member-kit")?.setAttribute("locale", "he");
    await page.says("אלה שעות השקט. ההודעה תצא מיד.");
    await page.says("The moon is full.");
    expect(page.text).not.to.include("22:00");
  });

  it("S1-11 Test first looks at those only who are tagged test-user", async () => {
    const client = clientFor(tenant);
    const page = showList(client);
    await choose(page, "Add points");
    await amount(page, "5");
    await page.press("Test first");
    await page.says("Do it to 2 members");
  });

  it("says at the field what is missing, and sends nothing", async () => {
    const page = showList(clientFor(tenant));
    await choose(page, "Add points");
    await page.press("Check");
    await page.says("Fill this in.");
    expect((await requestsOf(tenant)).filter(({ path }) => path.endsWith("/bulk-previews"))).to.have.length(0);
  });

  it("says why it was not done, and keeps what was typed", async () => {
    await breakNext(tenant, {
      path: "bulk-previews",
      fault: problem(403, "forbidden", { detail: "Your role can't do this." }),
    });
    const page = showList(clientFor(tenant));
    await choose(page, "Add points");
    await amount(page, "5");
    await page.press("Check");
    await page.says("This was not done");
    expect((await page.seen<HTMLInputElement>(".once input.amountin")).value).to.equal("5");
  });

  it("Escape closes the dialog, and gives the focus back to the list", async () => {
    const page = showList(clientFor(tenant));
    await choose(page, "Add points");
    const open = await dialog(page);
    open.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true, cancelable: true }),
    );
    await until(() => !open.open, "the dialog to close");
    await until(() => page.root.activeElement !== null, "the focus to be in the list");
  });
});
