import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

const reason = "Your role can't do this. Ask an administrator.";

describe("what the operator may do, in member-profile", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const shown = (operator: "viewer" | "dana" | "ari", member = "m_1048"): Promise<ProfilePage> =>
    showProfile(clientFor(tenant, operator), { "member-id": member }).ready();
  const isBarred = (button: Element) => button.getAttribute("aria-disabled") === "true";
  const actOf = (page: ProfilePage, code: string, words: string) =>
    page.all(`[data-currency=${code}] [part=balance-action]`).find((each) => readable(each.textContent) === words);

  it("S09 a viewer reads View only, and whatever they press writes nothing and opens nothing", async () => {
    const page = await shown("viewer");
    await page.says("View only");
    const actions = page.find("[part=actions-button]") as HTMLElement;
    expect(isBarred(actions)).to.equal(true);
    expect(actions.matches(".primary")).to.equal(false);
    const acts = [actions, ...page.all("[part=balance-action]")];
    expect(acts.length).to.be.greaterThan(2);
    for (const act of acts) {
      expect([isBarred(act), act.title], readable(act.textContent)).to.deep.equal([true, reason]);
      act.click();
    }
    expect(page.find("[data-undo]"), "no Undo in a line").to.equal(null);
    for (const info of page.all(".entry .acts button")) info.click();
    const undo = await page.seen("[data-undo]");
    for (const each of page.all("[data-undo]")) {
      expect(isBarred(each)).to.equal(true);
      each.click();
    }
    expect(readable(undo.closest(".more")?.textContent)).to.include(reason);
    await page.profile.updateComplete;
    expect(page.find("member-actions-modal, .undoing")).to.equal(null);
    expect((await requestsOf(tenant)).filter(({ method }) => method === "POST")).to.deep.equal([]);
  });

  it("a viewer is told by an empty timeline why nothing can be added", async () => {
    const page = await shown("viewer", "m_1201");
    const add = await page.seen("[part=add]");
    await until(() => isBarred(add), "the bar");
    expect(add.title).to.equal(reason);
  });

  it("a permission for one currency opens that currency's controls alone", async () => {
    const page = await shown("dana");
    await until(() => isBarred(actOf(page, "credits", "Redeem: credits") as Element), "the bar");
    for (const [code, words] of [
      ["credits", "Add: credits"],
      ["points", "Add: points"],
      ["points", "Redeem: points"],
    ] as const)
      expect(isBarred(actOf(page, code, words) as Element), words).to.equal(false);
    expect(page.find("[part=actions-button]")?.matches(".primary:not([aria-disabled])")).to.equal(true);
  });

  it("a quiet control that may not be used gets no frame by that, and is fainter", async () => {
    const page = await shown("dana");
    const [redeem, add] = ["Redeem: credits", "Add: credits"].map((words) => actOf(page, "credits", words) as Element);
    await until(() => redeem && isBarred(redeem), "the bar");
    const lookOf = (act: Element | undefined) => getComputedStyle(act as Element);
    expect(lookOf(redeem).backgroundColor).to.equal(lookOf(add).backgroundColor);
    expect(lookOf(redeem).borderTopColor).to.equal(lookOf(add).borderTopColor);
    expect(lookOf(redeem).color).not.to.equal(lookOf(add).color);
  });

  it("Undo stands in the line of the latest entries, and in the details of older ones", async () => {
    const page = await shown("ari");
    const lines = page.all(".entry").map((entry) => entry.querySelector(".acts [data-undo]") !== null);
    expect(lines.slice(0, 5).some(Boolean)).to.equal(true);
    expect(lines.slice(5).some(Boolean)).to.equal(false);
    for (const info of page.all(".entry .acts button:not([data-undo])")) info.click();
    const undo = await page.seen(".more [data-undo]");
    undo.click();
    const entry = undo.closest(".entry") as HTMLElement;
    (await page.button("Keep it", entry)).click();
    await until(() => page.root.activeElement?.matches("[data-undo]"), "the focus");
    expect(page.root.activeElement?.closest(".entry")).to.equal(entry);
  });

  it("one's own act can be undone by who may do it; another's takes the right to the inverse", async () => {
    const mine = await newTenant();
    const redeemed = await Promise.all(
      [clientFor(mine), clientFor(mine, "dana")].map((client) =>
        client.actions.redeem("m_1048", { currency: "points", amount: 1 }),
      ),
    );
    const page = await showProfile(clientFor(mine, "dana")).ready();
    for (const [index, barred] of [true, false].entries()) {
      const entry = await until(() => page.find(`[data-id="${redeemed[index]?.id}"]`), "the entry");
      entry.querySelector<HTMLElement>(".acts button:not([data-undo])")?.click();
      const undo = () => entry.querySelector("[data-undo]");
      await until(() => undo()?.matches("[aria-disabled=true]") === barred, `Undo ${barred ? "barred" : "free"}`);
    }
  });

  it("who signs in after another has their own rights, without a reload of the page", async () => {
    let operator: "dana" | "viewer" = "dana";
    const client = clientFor(tenant, "dana", { getToken: () => tenant.tokens[operator] });
    const page = await showProfile(client).ready();
    await until(() => isBarred(actOf(page, "credits", "Redeem: credits") as Element), "the first one's rights");
    operator = "viewer";
    client.forgetToken();
    client.markStale("m_1048");
    await page.says("View only");
    expect(isBarred(page.find("[part=actions-button]") as Element)).to.equal(true);
  });

  it("a member whom the operator may no longer see is not left on the screen", async () => {
    const client = clientFor(tenant);
    const page = await showProfile(client).ready();
    await breakNext(tenant, { path: "/members/m_1048$", fault: problem(403, "forbidden") });
    client.markStale("m_1048");
    await until(() => !page.find("[part=name]"), "the member to go");
    expect(page.text).not.to.include("Noa").and.not.to.include("1,240");
  });
});
