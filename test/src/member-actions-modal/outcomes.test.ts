import { expect } from "@open-wc/testing";
import { wallTime, type Time } from "../../../sdk/client/time.js";
import { createClient, RejectedError, type Client, type Operation } from "../../../sdk/index.js";
import {
  breakNext,
  clientFor,
  newTenant,
  readable,
  requestsOf,
  until,
  type Tenant,
  release,
  seedingMs,
} from "../backend.js";
import { clear, stage, writesOf, type ModalPage } from "./modal-page.js";

/** An outcome is asked about after less; a stream that hears of changes may be silent for longer. */
const LONGEST_MS = 30_000;

/** Time in which every wait for an outcome ends when the test says so. */
class SteppedTime implements Time {
  now = wallTime.now;
  random = wallTime.random;
  limit = wallTime.limit;
  readonly #waits = new Set<() => void>();

  wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    ms === 0 || ms > LONGEST_MS ? wallTime.wait(ms, signal) : this.#held(signal);

  #held(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        this.#waits.delete(end);
        resolve();
      };
      this.#waits.add(end);
      signal?.addEventListener("abort", () => {
        this.#waits.delete(end);
        reject(signal.reason as Error);
      });
    });
  }

  get waiting(): boolean {
    return this.#waits.size > 0;
  }

  /** Ends the wait that is under way, or that comes next. */
  async step(): Promise<void> {
    await until(() => this.waiting, "a wait");
    for (const end of this.#waits) end();
  }
}

const status = (value: string) => ({ kind: "mutate", pointer: "/status", value }) as const;
/** The next answers to a write, and after it to questions about it, have these statuses. */
const answers = (tenant: Tenant, write: RegExp, ...statuses: string[]): Promise<void> =>
  breakNext(
    tenant,
    ...statuses.map((value, index) =>
      index === 0
        ? { method: "POST", path: write.source, fault: status(value) }
        : { method: "GET", path: "/operations/", fault: status(value) },
    ),
  );

const pointsOf = async (client: Client) =>
  (await client.members.get("m_1048")).value.accounts.find(({ currency }) => currency === "points")?.spendable;

describe("outcomes in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let client: Client;
  let time: SteppedTime;
  let done: Operation[];
  let failed: unknown[];
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    time = new SteppedTime();
    client = createClient({ baseUrl: tenant.baseUrl, getToken: () => tenant.tokens.ari, views: false }, time);
    done = [];
    failed = [];
    document.body.addEventListener("member-action-done", onDone);
    document.body.addEventListener("member-action-failed", onFailed);
  });
  afterEach(async () => {
    document.body.removeEventListener("member-action-done", onDone);
    document.body.removeEventListener("member-action-failed", onFailed);
    await release(tenant);
    clear();
  });
  const onDone = (event: HTMLElementEventMap["member-action-done"]) => void done.push(event.operation);
  const onFailed = (event: HTMLElementEventMap["member-action-failed"]) => void failed.push(event.error);

  const fill = async (page: ModalPage, amount = "5") => {
    await page.choose("add:points");
    await page.type("#field-amount", amount);
    await page.previewed();
  };
  const announced = (page: ModalPage) => readable(page.find(".vh[role=status]")?.textContent);

  const claimsNothing = (page: ModalPage) => {
    expect(page.find(".glyph.success")).to.equal(null);
    expect(page.find("#undo")).to.equal(null);
    expect(page.text).not.to.include("Done by").and.not.to.include("points added");
    expect(done).to.deep.equal([]);
  };

  it("Check now asks at once, and a closed window goes on checking", async () => {
    const page = await stage(client);
    await fill(page);
    await breakNext(tenant, { path: "/actions/add|/operations/settle", fault: { kind: "reset" }, times: 9 });
    await page.submit();
    await page.says("Outcome unknown, checking");
    await page.pressText("Close, keep checking");
    expect(page.modal.open).to.equal(false);
    page.modal.open = true;
    await page.says("Outcome unknown, checking");
    await release(tenant);
    await page.press("#check-now");
    expect(await page.receipt()).to.include("5 points added");
    expect(done).to.have.length(1);
  });

  it("what is being carried out is no receipt, and becomes one when it is done", async () => {
    const page = await stage(client);
    await fill(page);
    await answers(tenant, /actions\/add/, "pending", "pending");
    await page.submit();
    await page.says("Being carried out");
    expect(page.text).to.include("Requested by").and.to.include("+5 points");
    expect(announced(page)).to.equal("Being carried out. The loyalty system has taken this and is carrying it out.");
    expect(page.focused?.id).to.equal("done");
    claimsNothing(page);
    await time.step();
    await time.step();
    await page.says("5 points added");
    expect(announced(page)).to.equal("5 points added");
    expect(page.find("#undo")).not.to.equal(null);
    expect(done.map((operation) => operation.status)).to.deep.equal(["applied"]);
    expect(await writesOf(tenant)).to.have.length(1);
  });

  it("S12 more than the limit is asked for, not done, and is done once another operator approves it", async () => {
    const getToken = () => tenant.tokens.dana;
    const page = await stage(createClient({ baseUrl: tenant.baseUrl, getToken, views: false }, time));
    await page.choose("add:points");
    await page.type("#field-amount", "5000");
    await page.previewed();
    await page.says("This is over your limit, so a second person decides about it.");
    expect(readable(page.find("#submit")?.textContent)).to.contain("Ask for approval");
    await page.submit();
    await page.says("Waiting for approval");
    claimsNothing(page);
    const { data } = await client.approvals.list().first();
    expect(data.map(({ operation, decidable }) => [operation.action, decidable])).to.deep.equal([["add", true]]);
    const own = (await clientFor(tenant, "dana").approvals.list().first()).data;
    expect(own.map(({ decidable }) => decidable)).to.deep.equal([false]);
    await client.approvals.decide(data[0]?.id ?? "", { decision: "approve" });
    await time.step();
    await page.says("5,000 points added");
  });

  it("what waits for a second person can be left: it is followed, and told when it is done", async () => {
    const page = await stage(client);
    await fill(page);
    await answers(tenant, /actions\/add/, "awaiting_approval");
    await page.submit();
    await page.says("Waiting for approval");
    claimsNothing(page);
    await page.press("#done");
    expect(page.modal.open).to.equal(false);
    await time.step();
    await until(() => done.length, "the event");
    page.modal.open = true;
    expect(await page.receipt()).to.include("5 points added");
  });

  it("another action can be done meanwhile", async () => {
    const page = await stage(client);
    await fill(page);
    await answers(tenant, /actions\/add/, "awaiting_approval");
    await page.submit();
    await page.press("#another");
    await page.seen('[data-action="add:points"]');
    claimsNothing(page);
    await time.step();
    await until(() => done.length, "the event");
    expect(page.find(".tile")).not.to.equal(null);
  });

  for (const value of ["rejected", "failed"])
    it(`what was ${value} says that nothing was changed, and keeps what was typed`, async () => {
      const page = await stage(client);
      await fill(page);
      await page.type("#field-note", "Sorry");
      await page.previewed();
      await answers(tenant, /actions\/add/, value);
      await page.submit();
      await page.says("This was not done");
      expect(page.text).to.include("Nothing was changed.");
      expect(announced(page)).to.equal("This was not done. Nothing was changed.");
      claimsNothing(page);
      expect(failed).to.have.length(1);
      expect(failed[0]).to.be.instanceOf(RejectedError);
      expect((failed[0] as RejectedError).operation.status).to.equal(value);
      await page.press("#again");
      expect(page.value("#field-amount")).to.equal("5");
      expect(page.value("#field-note")).to.equal("Sorry");
      await page.previewed();
      await page.submit();
      expect(await page.receipt()).to.include("5 points added");
      expect(new Set((await writesOf(tenant)).map(({ key }) => key)).size).to.equal(2);
    });

  it("what a second person declines says why", async () => {
    const page = await stage(client);
    await fill(page);
    const why = [{ code: "declined", detail: "Ask for a receipt first." }];
    await answers(tenant, /actions\/add/, "awaiting_approval");
    await page.submit();
    await page.says("Waiting for approval");
    const { id } = (await client.members.activities("m_1048").first()).data[0] as Operation;
    const operation = await client.operation(id);
    await breakNext(tenant, {
      method: "GET",
      path: "/operations/",
      fault: { kind: "mutate", pointer: "", value: { ...operation, status: "rejected", warnings: why } },
    });
    await time.step();
    await page.says("This was not done");
    expect(page.text).to.include("Ask for a receipt first.");
    expect(failed).to.have.length(1);
  });

  for (const value of ["unknown", "half-done"])
    it(`U10 a status "${value}" is an outcome unknown, never a receipt and never a failure`, async () => {
      const page = await stage(client);
      await fill(page);
      await answers(tenant, /actions\/add/, value);
      await page.submit();
      await page.says("Outcome unknown, checking");
      expect(page.text).not.to.match(/fail|not done/i);
      claimsNothing(page);
      expect(failed).to.deep.equal([]);
    });

  it("an undo that is not final is no undo yet; one that comes to nothing leaves the receipt", async () => {
    const page = await stage(client);
    await fill(page);
    await page.submit();
    await page.receipt();
    await answers(tenant, /reversal/, "pending", "failed");
    await page.press("#undo");
    await page.says("has taken the undo");
    expect(page.text).not.to.include("Undone");
    await time.step();
    await page.says("This was not undone");
    expect(page.text).to.include("Nothing was changed.").and.to.include("5 points added");
    expect(failed[0]).to.be.instanceOf(RejectedError);
    expect(done).to.have.length(1);
  });

  it("what can't be asked about says so, and is asked about again on demand", async () => {
    const page = await stage(client);
    await fill(page);
    await answers(tenant, /actions\/add/, "pending");
    await breakNext(tenant, { method: "GET", path: "/operations/", fault: { kind: "status", status: 403 } });
    await page.submit();
    await time.step();
    await page.says("It can't be asked about right now.");
    expect(page.text).not.to.include("Nothing was changed");
    await page.press("#check-now");
    await time.step();
    await page.says("5 points added");
  });

  it("is followed only while the element is on the page", async () => {
    const page = await stage(client);
    await fill(page);
    await answers(tenant, /actions\/add/, "pending");
    await page.submit();
    await page.says("Being carried out");
    await until(() => time.waiting, "a wait");
    page.kit.remove();
    expect(time.waiting).to.equal(false);
    document.body.append(page.kit);
    await time.step();
    await page.says("5 points added");
    const asked = (await requestsOf(tenant)).filter(
      ({ method, path }) => method === "GET" && path.includes("/operations/"),
    );
    expect(asked).to.have.length(1);
    expect(await pointsOf(clientFor(tenant))).to.equal(1245);
  });
});
