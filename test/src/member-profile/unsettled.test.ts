import { expect } from "@open-wc/testing";
import { wallTime, type Time } from "../../../sdk/client/time.js";
import { scopeOf } from "../../../sdk/client/token.js";
import { createClient, type Client } from "../../../sdk/index.js";
import { breakNext, clientFor, newTenant, readable, release, seedingMs, until, type Tenant } from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

/** Time in which no retry is waited for; what is silent for longer than any pause is lost. */
const hasty: Time = { ...wallTime, wait: (ms, signal) => wallTime.wait(ms > 30_000 ? ms : 0, signal) };

const lines = (page: ProfilePage) => page.all(".unsettled").map((line) => readable(line.textContent));

describe("a write whose outcome was not known when its dialog closed", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let client: Client;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    client = createClient({ baseUrl: tenant.baseUrl, getToken: () => tenant.tokens.ari, views: false }, hasty);
  });
  afterEach(async () => {
    await release(tenant);
    sessionStorage.clear();
    clear();
  });

  /** Adds ten points, loses the answer and every question about it, and closes the dialog. */
  const loseOne = async (page: ProfilePage) => {
    (await page.button("Add: points")).click();
    const modal = await until(() => page.find("member-actions-modal")?.shadowRoot, "the modal");
    const field = await until(() => modal.querySelector<HTMLInputElement>("#field-amount"), "the form");
    field.value = "10";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await until(() => modal.querySelector('.preview[aria-busy="false"] .effects'), "the preview");
    await breakNext(
      tenant,
      { method: "POST", path: "m_1048/actions/add", fault: { kind: "drop" }, times: 99 },
      { method: "POST", path: "/operations/settle", fault: { kind: "reset" }, times: 99 },
    );
    modal.querySelector<HTMLElement>("#submit")?.click();
    await until(() => modal.querySelector("#check-now"), "the unknown outcome");
    [...modal.querySelectorAll("button")].find(({ textContent }) => textContent.includes("Close, keep"))?.click();
  };

  it("stands on the profile until it is known, and then says what came of it, aloud as well", async () => {
    const page = await showProfile(client).ready();
    await loseOne(page);
    await until(() => lines(page).length, "the line");
    expect(lines(page)).to.deep.equal(["Add points, 10: outcome unknown, checking…"]);
    expect(page.announced).to.equal("Add points, 10: outcome unknown, checking…");
    await release(tenant);
    dispatchEvent(new Event("online"));
    await until(() => lines(page)[0] === "Add points, 10: done", "the outcome");
    expect(page.announced).to.equal("Add points, 10: done");
    await until(() => page.find("[part=balance] .big")?.textContent === "1,250", "the new balance");
    (await page.button("Close", await page.seen(".unsettled"))).click();
    await until(() => !lines(page).length, "the line to go");
    expect(client.unsettled("m_1048")).to.deep.equal([]);
  });

  it("is never told of as somebody else's, before its outcome is known or after", async () => {
    const page = await showProfile(client).ready();
    const changes = await client.changes();
    const told: string[] = [];
    const stop = changes.watch("m_1012", () => told.push("m_1012"));
    await until(() => changes.isLive, "a stream");
    /** Another member's change comes behind all that was told on the same stream. */
    const heard = async () => {
      const before = told.length;
      await clientFor(tenant, "dana").actions.add("m_1012", { currency: "points", amount: 1 });
      await until(() => told.length > before, "the stream");
      await until(() => !page.find("[aria-busy=true]"), "what is read");
    };
    await loseOne(page);
    await until(() => lines(page).length, "the line");
    await heard();
    expect(page.news).to.equal("");
    await release(tenant);
    dispatchEvent(new Event("online"));
    await until(() => lines(page)[0] === "Add points, 10: done", "the outcome");
    await until(() => page.find("[part=balance] .big")?.textContent === "1,250", "the new balance");
    await heard();
    expect(page.news).to.equal("");
    stop();
  });

  it("is not shown for another member", async () => {
    const page = await showProfile(client).ready();
    await loseOne(page);
    await until(() => lines(page).length, "the line");
    page.profile.memberId = "m_1012";
    await until(() => page.find("[part=name]")?.textContent !== "Noa Ben-David", "another member");
    expect(lines(page)).to.deep.equal([]);
  });

  /** What an earlier page load left: its key, and whether the write ever arrived. */
  const leave = async (arrived: boolean, operator: "ari" | "dana" = "ari") => {
    const key = crypto.randomUUID();
    if (arrived) await client.actions.add("m_1048", { currency: "points", amount: 10 }, { key });
    const scope = scopeOf(tenant.tokens[operator]);
    const write = { key, action: "add", memberId: "m_1048", scope, page: "earlier", sentAt: Date.now() };
    sessionStorage.setItem(`memberkit:${tenant.baseUrl}:${key}`, JSON.stringify(write));
  };
  const reloaded = () =>
    createClient({ baseUrl: tenant.baseUrl, getToken: () => tenant.tokens.ari, views: false }, hasty);

  for (const [arrived, words] of [
    [true, "Add points or credits: done"],
    [false, "Add points or credits: not done. Nothing was changed."],
  ] as const)
    it(`U04 after a reload of the page it is told: ${words}`, async () => {
      await leave(arrived);
      const page = await showProfile(reloaded()).ready();
      await until(() => lines(page)[0] === words, words);
      expect(page.announced).to.equal(words);
    });

  it("U04 what can't be asked about after a reload is shown as being checked, and asked about again", async () => {
    await leave(true);
    await breakNext(tenant, { method: "POST", path: "/operations/settle", fault: { kind: "reset" }, times: 99 });
    const page = await showProfile(reloaded()).ready();
    await until(() => lines(page)[0] === "Add points or credits: outcome unknown, checking…", "the line");
    await release(tenant);
    dispatchEvent(new Event("online"));
    await until(() => lines(page)[0] === "Add points or credits: done", "the outcome");
  });

  it("U04 what another operator left is not shown", async () => {
    await leave(true, "dana");
    const page = await showProfile(reloaded()).ready();
    await page.kit.updateComplete;
    await until(() => page.find("tag-editor"), "what is loaded later");
    expect(lines(page)).to.deep.equal([]);
  });
});
