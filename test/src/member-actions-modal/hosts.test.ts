import { expect } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import type { MemberActionRequestEvent } from "../../../src/events/action-events.js";
import { breakNext, clientFor, newTenant, problem, until, type Tenant, release, seedingMs } from "../backend.js";
import { clear, stage, writesOf, type ModalPage } from "./modal-page.js";

/** What an attacker would like to see run (S01). */
const HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{{constructor}}';

describe("member-actions-modal in a host's page", function () {
  this.timeout(30_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  it("U08 submits no host form and leaks no key, click or input into the host", async () => {
    const leaked: string[] = [];
    let submitted = false;
    const client = clientFor(tenant);
    const page = await stage(client, { memberId: "m_1012", open: false });
    const form = document.createElement("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submitted = true;
    });
    document.body.append(form);
    form.append(page.kit);
    const types = [
      "click",
      "keydown",
      "keyup",
      "keypress",
      "input",
      "change",
      "submit",
      "beforeinput",
      "pointerdown",
      "mousedown",
      "cancel",
      "close",
    ];
    const listen = ({ type }: Event) => leaked.push(type);
    page.modal.open = true;
    await page.seen('[data-action="add:points"]');
    for (const type of types) document.addEventListener(type, listen);
    await page.choose("add:points");
    await sendKeys({ type: "5" });
    await sendKeys({ press: "Enter" });
    await page.receipt();
    await page.press("#done");
    for (const type of types) document.removeEventListener(type, listen);
    expect(leaked).to.deep.equal([]);
    expect(submitted).to.equal(false);
  });

  it("only documented events cross into the host, and a host may hold a write back or stop it", async () => {
    const page = await stage(clientFor(tenant), { memberId: "m_1012" });
    const asked: MemberActionRequestEvent[] = [];
    const stop = (event: MemberActionRequestEvent) => {
      asked.push(event);
      event.waitUntil(Promise.reject(new Error("the manager said no")));
    };
    document.body.addEventListener("member-action-request", stop);
    const before = (await writesOf(tenant)).length;
    await page.choose("add:points");
    await page.type("#field-amount", "6");
    await page.previewed();
    await page.submit();
    await until(() => asked.length === 1 && page.find("#submit:not([aria-busy=true])"));
    document.body.removeEventListener("member-action-request", stop);
    expect(asked[0]?.memberId).to.equal("m_1012");
    expect(asked[0]?.input).to.include({ currency: "points", amount: 6 });
    expect((await writesOf(tenant)).length).to.equal(before);
    expect(page.value("#field-amount")).to.equal("6");
  });

  it("U06 a token that ends while the dialog is open is renewed silently; where it can't be, nothing typed is lost", async () => {
    let valid = true;
    const client = clientFor(tenant, "ari", { getToken: () => (valid ? tenant.tokens.ari : "expired") });
    const page = await stage(client, { memberId: "m_1012" });
    await page.choose("add:points");
    await page.type("#field-amount", "6");
    await page.type("#field-note", "typed before");
    await page.previewed();
    valid = false;
    await breakNext(tenant, { path: "/(actions|previews)/add", fault: { kind: "status", status: 401 }, times: 4 });
    await page.type("#field-amount", "8");
    await page.submit();
    await page.seen("#failure");
    expect(page.text).to.include("Sign in again").and.to.include("what you typed is kept");
    expect(page.value("#field-amount")).to.equal("8");
    expect(page.value("#field-note")).to.equal("typed before");
    valid = true;
    await release(tenant);
    await page.pressText("Try again");
    await until(() => page.find("#done") ?? page.find(".preview[aria-busy=false] .effects"));
    if (!page.find("#done")) await page.submit();
    expect(await page.receipt()).to.include("8 points added");
  });

  it("N20 a connection that is gone gives one clear message and Try again, no loop, and keeps what was typed", async () => {
    const page = await stage(clientFor(tenant), { memberId: "m_1012" });
    await page.choose("add:points");
    await breakNext(tenant, { path: "/previews/add", fault: { kind: "reset" }, times: 1000 });
    await page.type("#field-amount", "9");
    await page.submit();
    await page.seen("#failure");
    expect(page.all("#failure")).to.have.length(1);
    expect(page.text).to.include("Nothing was changed, and what you typed is kept.");
    expect(page.find("#done")).to.equal(null);
    await release(tenant);
    await page.pressText("Try again");
    expect(await page.receipt()).to.include("9 points added");
  });

  it("S01 a server's error text is inert", async () => {
    const fault = problem(409, "conflict", { title: HOSTILE, detail: HOSTILE, requestId: HOSTILE });
    await breakNext(tenant, { path: "/previews/add", times: 2, fault });
    const page = await stage(clientFor(tenant), { memberId: "m_1012" });
    await page.choose("add:points");
    await page.type("#field-amount", "9");
    await page.seen("#failure");
    expect(page.text).to.include(HOSTILE);
    expect(page.find("#failure img, #failure script")).to.equal(null);
    expect("hacked" in window).to.equal(false);
  });

  it("S01 a template's and a gift's name is inert", async () => {
    const data = (extra: object) =>
      JSON.stringify({ data: [{ id: "x", name: HOSTILE, ...extra }], page: { next: null } });
    const json = { "content-type": "application/json" };
    const templates = {
      path: "/templates",
      fault: {
        kind: "status" as const,
        status: 200,
        headers: json,
        body: data({ channel: "sms", subject: null, body: HOSTILE }),
      },
    };
    await breakNext(
      tenant,
      {
        path: "/gifts",
        fault: {
          kind: "status",
          status: 200,
          headers: json,
          body: data({ description: HOSTILE, imageUrl: null, stock: null }),
        },
      },
      // Once of all channels, to tell the member with; once to send an SMS.
      templates,
      templates,
    );
    const page = await stage(clientFor(tenant), { memberId: "m_1012" });
    for (const action of ["send-asset", "send-sms"]) {
      await page.choose(action);
      await until(() => page.find(".pick b")?.textContent === HOSTILE, `the name in ${action}`);
      expect(page.find(".pick img, .pick script")).to.equal(null);
      await page.press("#back");
    }
    expect("hacked" in window).to.equal(false);
  });

  it("S02 an address that comes as data is never loaded or linked unless its scheme is https", async () => {
    const addresses = [
      "javascript:window.hacked=1",
      "data:text/html,<script>parent.hacked=1</script>",
      "http://images.example/x.png",
    ];
    const gifts = addresses.map((imageUrl, index) => ({
      id: `g${index}`,
      name: `Gift ${index}`,
      description: imageUrl,
      imageUrl,
      stock: null,
    }));
    const body = JSON.stringify({ data: gifts, page: { next: null } });
    await breakNext(tenant, {
      path: "/gifts",
      fault: { kind: "status", status: 200, headers: { "content-type": "application/json" }, body },
    });
    const page = await stage(clientFor(tenant), { memberId: "m_1012" });
    await page.choose("send-asset");
    await until(() => page.all(".pick b").length === addresses.length, "the gifts");
    await page.press(".pick input");
    const led = ["src", "srcset", "href", "action", "formaction", "data"].flatMap((name) =>
      page.all(`[${name}]`).map((element) => element.getAttribute(name) ?? ""),
    );
    for (const address of led) expect(new URL(address, "https://same.example").protocol).to.equal("https:");
    expect(page.text).to.include(addresses[0]);
    expect("hacked" in window).to.equal(false);
  });

  /** Opens the modal inside of what it is put into, and presses Escape in it. */
  const escapeWithin = async (around: HTMLElement): Promise<ModalPage> => {
    const page = await stage(clientFor(tenant), { memberId: "m_1012", open: false });
    around.append(page.kit);
    page.modal.open = true;
    await page.seen("#search");
    await until(() => page.focused?.id === "search", "the focus");
    await sendKeys({ press: "Escape" });
    await until(() => !page.modal.open && !page.dialog.open, "the modal to close");
    return page;
  };

  it("U07 inside a host's modal dialog Escape closes the modal, and the host's dialog with the next one", async () => {
    const around = document.createElement("dialog");
    document.body.append(around);
    around.showModal();
    const page = await escapeWithin(around);
    expect(around.open).to.equal(true);
    expect(page.kit.isConnected).to.equal(true);
  });

  it("U07 a host's dialog that listens for Escape at the document, as Radix does, stays open", async () => {
    const around = document.createElement("div");
    document.body.append(around);
    const close = ({ key }: KeyboardEvent) => key === "Escape" && around.remove();
    document.addEventListener("keydown", close, { capture: true });
    try {
      const page = await escapeWithin(around);
      expect(page.kit.isConnected).to.equal(true);
      await sendKeys({ press: "Escape" });
      await until(() => !page.kit.isConnected, "the next Escape to be the host's");
    } finally {
      document.removeEventListener("keydown", close, { capture: true });
    }
  });

  it("U07 beside a host's dialog that takes the mouse from the body, the modal keeps it", async () => {
    document.body.style.pointerEvents = "none";
    try {
      const page = await stage(clientFor(tenant), { memberId: "m_1012" });
      const { x, y, width, height } = (await page.seen("#cancel")).getBoundingClientRect();
      const hit = page.root.elementFromPoint(x + width / 2, y + height / 2);
      expect(hit?.id).to.equal("cancel");
    } finally {
      document.body.style.pointerEvents = "";
    }
  });

  it("U07 beside a host's dialog that hides and holds all around it, as Radix does, the modal is read and scrolls", async () => {
    const forbid = (event: Event) => event.preventDefault();
    const scrolls = ["wheel", "touchmove"];
    for (const type of scrolls) document.addEventListener(type, forbid, { passive: false });
    try {
      const page = await stage(clientFor(tenant), { memberId: "m_1012", open: false });
      const beside = document.createElement("div");
      const root = beside.attachShadow({ mode: "open" });
      document.body.append(beside);
      root.append(page.kit);
      beside.ariaHidden = "true";
      page.kit.ariaHidden = "true";
      page.modal.open = true;
      await page.seen(".tile");
      expect([beside.ariaHidden, page.kit.ariaHidden]).to.deep.equal([null, null]);
      for (const type of scrolls) {
        const event = new Event(type, { bubbles: true, composed: true, cancelable: true });
        page.find(".tile")!.dispatchEvent(event);
        expect(event.defaultPrevented, type).to.equal(false);
      }
    } finally {
      for (const type of scrolls) document.removeEventListener(type, forbid);
    }
  });

  it("a preset that changes while the menu is open is drawn anew", async () => {
    const page = await stage(clientFor(tenant), {
      memberId: "m_1012",
      children: '<member-action name="add:points" amount="100"></member-action>',
    });
    expect(page.tiles[0]).to.equal("Add 100 points");
    const [preset] = page.modal.children;
    preset!.setAttribute("amount", "250");
    await until(() => page.tiles[0] === "Add 250 points", "the new amount");
    preset!.setAttribute("name", "redeem:points");
    await until(() => page.tiles[0] === "Redeem 250 points", "the new action");
  });

  it("focus is kept inside and returned", async () => {
    const opener = document.createElement("button");
    document.body.append(opener);
    const page = await stage(clientFor(tenant), { memberId: "m_1012", open: false });
    opener.focus();
    page.modal.open = true;
    await page.seen("#search");
    await until(() => page.focused?.id === "search");
    await page.press("#cancel");
    await until(() => document.activeElement === opener);
  });

  it("shows why it could not load, and tries again", async () => {
    await breakNext(tenant, { path: "/members/m_1012/actions", fault: { kind: "html" }, times: 4 });
    const page = await stage(clientFor(tenant), { memberId: "m_1012" });
    expect(page.text).to.include("Couldn't load the actions");
    await release(tenant);
    await page.pressText("Try again");
    await page.seen(".tile");
  });
});
