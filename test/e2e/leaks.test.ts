import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { people } from "../../server/seed/index.js";
import { launchBrowser } from "../support/browser.js";
import { startDemo } from "../support/demo.js";
import { LeakRecorder } from "../support/leaks/recorder.js";
import { type DeskPage, seat } from "./desk-page.js";

let browser: Browser;
before(async () => void (browser = await launchBrowser()));
after(() => browser.close());

/** A host with a page, an API that refuses, and nothing else. */
const startHost = async (): Promise<{ server: Server; origin: string }> => {
  const server = createServer(({ url = "" }, response) => {
    const isRefused = url.startsWith("/refused");
    response.writeHead(isRefused ? 422 : 200, { "content-type": isRefused ? "application/problem+json" : "text/html" });
    response.end(isRefused ? '{ "detail": "No canary-answer." }' : "<!doctype html><p>A page");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

test("S14 the recorder finds whatever is left in any of the places that it watches", async () => {
  const { server, origin } = await startHost();
  const context = await browser.newContext();
  const recorder = await LeakRecorder.start(context);
  const page = await context.newPage();
  await page.goto(`${origin}/?q=canary-referer`);
  await page.evaluate(async () => {
    class Leaky extends HTMLElement {
      readonly root = this.attachShadow({ mode: "open" });
    }
    customElements.define("leaky-element", Leaky);
    class Told extends Event {
      readonly operation = { note: "canary-own" };
    }
    const leaky = document.body.appendChild(document.createElement("leaky-element")) as Leaky;
    const { root } = leaky;
    root.innerHTML = "<b>canary-detached</b><input>";
    (root.querySelector("input") as HTMLInputElement).value = "canary-typed";
    const outward = { bubbles: true, composed: true };
    root
      .querySelector("b")
      ?.dispatchEvent(new CustomEvent("x-detail", { ...outward, detail: { a: ["canary-detail"] } }));
    leaky.dispatchEvent(new Told("x-own", outward));
    leaky.title = "canary-attribute";
    leaky.dispatchEvent(new Event("x-attribute", outward));
    root.querySelector("b")?.dispatchEvent(new CustomEvent("x-inward", { bubbles: true, detail: "canary-inward" }));
    leaky.remove();

    localStorage.setItem("a", "canary-local");
    sessionStorage.setItem("canary-session", "a");
    document.cookie = `a=${encodeURIComponent("canary-cookie")}`;
    window.name = "canary-name";
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open("kept");
      opening.onupgradeneeded = () => opening.result.createObjectStore("rows").put({ a: "canary-indexed" }, 1);
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
    await (await caches.open("kept")).put("/a", new Response("canary-cached"));

    console.info({ deep: { in: ["canary-console"] } });
    setTimeout(() => {
      throw new Error("canary-uncaught");
    });
    performance.mark("canary-mark");
    await fetch(`/a?email=${encodeURIComponent("canary+url@example.com")}`);
    await fetch(`/a?token=${btoa("to canary-base64!")}`);
    await fetch("/a", { headers: { "x-note": "canary-header" } });
    await fetch("/refused");
    await fetch("/a", { method: "POST", body: "canary-body" });
    history.replaceState({ a: "canary-state" }, "", "/b");
  });
  await recorder.look(page);
  recorder.add("log", "server", '{"level":"info","note":"canary-log"}');

  const planted = {
    ...{ "canary+url@example.com": "url", "canary-base64": "url" },
    ...{ "canary-referer": "header", "canary-header": "header", "canary-answer": "error-answer", "canary-log": "log" },
    ...{ "canary-local": "storage", "canary-session": "storage", "canary-cookie": "storage", "canary-name": "storage" },
    ...{ "canary-indexed": "storage", "canary-cached": "storage" },
    ...{ "canary-console": "console", "canary-uncaught": "console" },
    ...{ "canary-mark": "history", "canary-state": "history" },
    ...{ "canary-detail": "event", "canary-own": "event", "canary-attribute": "event" },
    ...{ "canary-detached": "detached", "canary-typed": "detached" },
  };
  const leaks = await recorder.leaks(Object.keys(planted));
  for (const [canary, kind] of Object.entries(planted))
    assert.ok(
      leaks.some((leak) => leak.canary === canary && leak.kind === kind),
      `${canary} in ${kind}`,
    );
  assert.deepEqual(await recorder.leaks(["canary-body", "canary-inward"]), []);
  assert.deepEqual(await recorder.carried(["canary-body", "canary-inward"], "body"), ["canary-body"]);
  await context.close();
  server.close();
});

/** What is typed into each field that takes text: nothing else in the demo holds any of it. */
const typed = {
  name: "Quintessa Nameleak",
  called: "Calledleak",
  email: "mailleak@example.com",
  phone: "+36309187263",
  address: "44 Addressleak Lane",
  allergies: "Allergyleak",
  note: "Noteleak while on the phone",
  ownNote: "Ownnoteleak",
  event: "Eventleak was the word",
  card: "6034120055512347",
  evidence: "Evidenceleak",
  sms: "Smsleak from us",
  tag: "tagleak",
  reference: "REF-refleak",
  refused: "Refusedleak",
  audience: "Audienceleak",
  purpose: "Purposeleak",
  file: "fileleak.csv",
  cell: "Cellleak",
} as const;
const canaries = Object.values(typed).map((text) => text.replace("+", ""));

const field = (desk: DeskPage, name: string) => desk.modal.locator(`[id="field-${name}"]`);
const fill = async (desk: DeskPage, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(fields)) await field(desk, name).fill(text);
};

/** One act by its form, to its receipt. */
const act = async (desk: DeskPage, action: string, fields: Readonly<Record<string, string>>): Promise<void> => {
  await desk.choose(action);
  await fill(desk, fields);
  await desk.key(desk.modal.locator("#submit"));
  await desk.receipt();
  await desk.done();
};

const knowMember = async (desk: DeskPage): Promise<void> => {
  const { name, called, email, phone, address, allergies, note } = typed;
  const known = { name, firstName: called, email, phone, address, allergies };
  const changes: Record<string, string> = { note };
  for (const [id, text] of Object.entries(known)) changes[`changes.${id}`] = text;
  await act(desk, "edit-profile", changes);
  await desk.page.locator("member-profile").getByText(typed.name).first().waitFor();
};

/** What comes to the member, and what of it goes back. */
const workWithMember = async (desk: DeskPage): Promise<void> => {
  const { modal, page } = desk;
  await act(desk, "add-note", { note: typed.ownNote });
  await act(desk, "add-card", { number: typed.card });
  await desk.choose("add-event");
  await modal.locator('input[value="review"]').check();
  await fill(desk, { "properties.stars": "5", "properties.text": typed.event });
  await desk.key(modal.locator("#submit"));
  await desk.done();
  await desk.choose("set-consent");
  await field(desk, "channel").selectOption("sms");
  await field(desk, "granted").selectOption({ index: 1 });
  await fill(desk, { evidence: typed.evidence });
  await desk.key(modal.locator("#submit"));
  await desk.done();
  await desk.choose("send-sms");
  await modal.locator('input[value="custom"]').check();
  await modal.locator("textarea").first().fill(`Hi {first_name}, ${typed.sms}`);
  await desk.submit();
  await desk.done();
  await page
    .locator("member-kit")
    .evaluate((kit, reference) => void Object.assign(kit, { reference }), typed.reference);
  await act(desk, "add:points", { amount: "70", note: typed.note });
};

/** A tag by its panel, a note beside an act that is refused, and an undo. */
const workAround = async (desk: DeskPage): Promise<void> => {
  const { page } = desk;
  await desk.key(page.getByRole("button", { name: "Add a tag" }));
  const looked = page.waitForResponse(/\/tag-searches$/);
  await page.keyboard.insertText(typed.tag);
  await looked;
  await page.keyboard.press("Enter");
  await desk.activity.filter({ hasText: "Tagged" }).first().waitFor();
  await desk.choose("redeem:credits");
  const refused = page.waitForResponse((response) => response.status() === 409);
  await fill(desk, { amount: "99999", note: typed.refused });
  await refused;
  await page.keyboard.press("Escape");
  await desk.modal.waitFor({ state: "hidden" });
};

/** What was done for the ticket, by the palette. */
const lookUpTicket = async (desk: DeskPage): Promise<void> => {
  const { page } = desk;
  await page.keyboard.press("Control+k");
  await page.locator("[role=combobox]:focus").fill(`ticket ${typed.reference}`);
  await page.locator("[role=option]").first().waitFor();
  await page.keyboard.press("Enter");
  await desk.modal.getByRole("heading", { name: typed.reference }).waitFor();
  await page.keyboard.press("Escape");
};

/** Looks for the member in the list, by what is typed and by a filter that is kept. */
const lookFor = async (desk: DeskPage): Promise<void> => {
  const { page } = desk;
  const list = page.locator("member-list");
  const filter = page.locator("member-filter");
  await page.goto(desk.demo.crm);
  for (const text of [typed.name, typed.email, typed.phone, typed.card]) {
    await list.getByRole("searchbox").fill(text);
    await list.getByText("1–1 of 1", { exact: true }).waitFor();
  }
  await list.getByRole("searchbox").fill("");
  await desk.key(page.locator("#filter summary"));
  await filter.getByRole("button", { name: "Add a condition" }).click();
  await filter.locator(".rule select").first().selectOption({ label: "E-mail" });
  await filter.locator(".rule :is(input, textarea)").first().fill(typed.email);
  await list.getByText("1–1 of 1", { exact: true }).waitFor();
  await filter.getByRole("button", { name: "Save as" }).click();
  await filter.getByRole("textbox", { name: "Name" }).fill(typed.audience);
  await page.keyboard.press("Enter");
  await filter.locator("#saved option", { hasText: typed.audience }).first().waitFor({ state: "attached" });
};

/** Takes them out of the house in a file, and brings a file in. */
const exchangeFiles = async (desk: DeskPage): Promise<string> => {
  const { page } = desk;
  const list = page.locator("member-list");
  await list.getByRole("button", { name: "Export" }).click();
  await list.locator("#purpose").fill(typed.purpose);
  const started = page.waitForEvent("download");
  await list.locator("#purpose").press("Enter");
  const exported = await readFile(await (await started).path(), "utf8");
  await page.keyboard.press("Escape");
  await list.getByRole("button", { name: "Import" }).click();
  // A file whose first row names no columns: what stands there is a member's.
  const rows = `${typed.email},15,${typed.cell}\n${typed.email},25,${typed.cell}\n`;
  await list
    .locator("#import-file")
    .setInputFiles({ name: typed.file, mimeType: "text/csv", buffer: Buffer.from(rows) });
  for (const [index, value] of ["email", "amount", "note"].entries())
    await list.locator(".mapping select").nth(index).selectOption(value);
  await list.getByRole("button", { name: "Check the file" }).click();
  await list.locator(".import #go").click();
  await list.locator(".import .callout.success").waitFor();
  return exported;
};

/** Erases the member, by typing whom. */
const erase = async (desk: DeskPage): Promise<void> => {
  await desk.openMember(people.empty);
  await desk.choose("delete");
  await fill(desk, { confirmation: typed.name });
  await desk.key(desk.modal.locator("#submit"));
  await desk.receipt();
  await desk.done();
};

/** Every element of the kit leaves the page, and somebody keeps them. */
const removeAll = (desk: DeskPage): Promise<void> =>
  desk.page.evaluate(() => {
    const kit = document.querySelector("member-kit");
    Object.assign(globalThis, { kept: kit });
    kit?.remove();
  });

test("S14 S03 personal data that is worked with in the demo stands in no address, header, storage, console, log, refusal or event, and in no element that has left; nothing violates the policy", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "memberkit-leaks-"));
  const demo = await startDemo(folder, { LOG: "all" });
  const context = await browser.newContext({ acceptDownloads: true });
  t.after(async () => {
    await context.close();
    await demo.stop();
    await rm(folder, { recursive: true });
  });
  const recorder = await LeakRecorder.start(context);
  const desk = await seat(context, demo, "ari");
  const { page } = desk;
  page.setDefaultTimeout(20_000);
  /** What is shown, what is kept, and what is left once nothing is shown any more. */
  const look = async () => {
    await recorder.see(page);
    await removeAll(desk);
    await recorder.look(page);
  };

  await desk.openMember(people.empty);
  await knowMember(desk);
  await workWithMember(desk);
  await workAround(desk);
  await lookUpTicket(desk);
  await look();
  await lookFor(desk);
  const exported = await exchangeFiles(desk);
  await look();
  await erase(desk);
  await look();
  recorder.add("log", "demo", demo.output());
  assert.deepEqual(desk.watched.violations, []);

  assert.deepEqual(await recorder.leaks(canaries), []);
  // The name of the file stays in the page; all else was sent, answered or drawn, or nothing could have leaked.
  const all = canaries.filter((canary) => canary !== typed.file);
  assert.deepEqual(await recorder.carried(all, "body"), all);
  assert.ok((await recorder.carried(all, "shown")).length > all.length / 2);
  assert.ok(exported.includes(typed.name));
  assert.ok(demo.output().includes('"level":"info"'));
});
