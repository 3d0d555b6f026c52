import { expect } from "@open-wc/testing";
import { scopeOf } from "../../../sdk/client/token.js";
import { createClient } from "../../../sdk/index.js";
import type { MemberKit } from "../../../src/member-kit/member-kit.js";
import { breakNext, newTenant, release, requestsOf, seedingMs, until, type Tenant } from "../backend.js";
import { clear, ModalPage, writesOf } from "../member-actions-modal/modal-page.js";

const settlements = async (tenant: Tenant) =>
  (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/operations/settle"));

/** A provider as a framework draws it: with a new callback each time. */
const draw = (kit: MemberKit, tenant: Tenant, asked: string[] = []): void => {
  kit.baseUrl = tenant.baseUrl;
  kit.getToken = () => (asked.push("ari"), tenant.tokens.ari);
};

const stageModal = async (tenant: Tenant, asked?: string[]): Promise<ModalPage> => {
  const kit = document.createElement("member-kit");
  draw(kit, tenant, asked);
  const modal = document.createElement("member-actions-modal");
  modal.memberId = "m_1048";
  kit.append(modal);
  document.body.append(kit);
  modal.open = true;
  const page = new ModalPage(kit, modal);
  await page.choose("add:points");
  await page.type("#field-amount", "5");
  await page.previewed();
  return page;
};

/** Starts a write whose request waits on its way. */
const startAdding = async (tenant: Tenant, page: ModalPage): Promise<void> => {
  await breakNext(tenant, { path: "/actions/add", fault: { kind: "hold", at: "request" } });
  await page.submit();
  await until(() => page.find("#submit[aria-busy=true], .spin"), "the write to be under way");
  for (let sent = 0; sent === 0;) sent = (await writesOf(tenant)).length;
};

describe("the clients of a page", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    clear();
    sessionStorage.clear();
    await release(tenant);
  });

  it("U02 a second member-kit leaves a write in flight alone", async () => {
    const page = await stageModal(tenant);
    await startAdding(tenant, page);
    const second = document.createElement("member-kit");
    draw(second, tenant);
    const profile = document.createElement("member-profile");
    profile.memberId = "m_1012";
    second.append(profile);
    document.body.append(second);
    await until(() => profile.shadowRoot?.querySelector("[part=name]"), "the second member");
    await release(tenant);
    expect(await page.receipt()).to.include("5 points added");
    expect(await settlements(tenant)).to.deep.equal([]);
  });

  it("U02 a new getToken is no new backend: nothing is read anew, and an open form stays as it is", async () => {
    const asked: string[] = [];
    const page = await stageModal(tenant, asked);
    const amount = page.find("#field-amount") as HTMLInputElement;
    amount.focus();
    const before = (await requestsOf(tenant)).length;
    for (let renders = 0; renders < 5; renders++) {
      draw(page.kit, tenant, asked);
      await page.kit.updateComplete;
    }
    await page.modal.updateComplete;
    expect([page.focused, amount.value]).to.deep.equal([amount, "5"]);
    expect([(await requestsOf(tenant)).length - before, asked.length]).to.deep.equal([0, 1]);
    await page.submit();
    await page.receipt();
    expect(asked.length, "the latest callback was asked, once").to.equal(2);
  });

  it("another base-url is another backend, and nothing of the first one stays", async () => {
    const other = await newTenant();
    const kit = document.createElement("member-kit");
    draw(kit, tenant);
    const profile = document.createElement("member-profile");
    profile.memberId = "m_1048";
    kit.append(profile);
    document.body.append(kit);
    const points = () => profile.shadowRoot?.querySelector("[data-currency=points] .big")?.textContent;
    await until(points, "the first backend's member");
    const client = createClient({ baseUrl: other.baseUrl, getToken: () => other.tokens.ari });
    await client.actions.add("m_1048", { currency: "points", amount: 5000 });
    draw(kit, other);
    await kit.updateComplete;
    await until(() => points() === "6,240", "the other backend's member");
  });

  it("a new token-url is asked before the next request", async () => {
    const asked: unknown[] = [];
    const { fetch } = window;
    window.fetch = (input, init) => {
      if (typeof input !== "string" || !input.startsWith("/token-")) return fetch(input, init);
      asked.push(input);
      return Promise.resolve(Response.json({ token: tenant.tokens.ari }));
    };
    const kit = document.createElement("member-kit");
    Object.assign(kit, { baseUrl: tenant.baseUrl, tokenUrl: "/token-one" });
    const profile = document.createElement("member-profile");
    kit.append(profile);
    document.body.append(kit);
    try {
      const show = async (memberId: string) => {
        profile.memberId = memberId;
        await profile.updateComplete;
        await until(() => profile.shadowRoot?.querySelector("[part=name]"), memberId);
      };
      await show("m_1048");
      kit.tokenUrl = "/token-two";
      await kit.updateComplete;
      await show("m_1012");
      expect(asked).to.deep.equal(["/token-one", "/token-two"]);
    } finally {
      window.fetch = fetch;
    }
  });

  it("U04 a write whose frame still lives is left to it; once the frame is gone, its key is settled", async () => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const key = crypto.randomUUID();
    const scope = scopeOf(tenant.tokens.ari);
    const write = { key, action: "add", memberId: "m_1048", scope, page: "of-the-frame", sentAt: Date.now() };
    sessionStorage.setItem(`memberkit:${tenant.baseUrl}:${key}`, JSON.stringify(write));
    const { locks } = (frame.contentWindow as Window).navigator;
    await new Promise<void>((granted) => {
      locks.request(`memberkit:${key}`, () => (granted(), new Promise(() => undefined))).catch(() => undefined);
    });
    const client = createClient({ baseUrl: tenant.baseUrl, getToken: () => tenant.tokens.ari });
    const pending = () => client.settlePending();

    expect(await pending()).to.deep.equal([]);
    frame.remove();
    const free = async () => !(await navigator.locks.query()).held?.some(({ name }) => name === `memberkit:${key}`);
    while (!(await free()));
    expect((await pending()).map(({ settlement }) => settlement.state)).to.deep.equal(["voided"]);
  });
});
