import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../support/browser.js";
import { type CoreBackend, printToken, startCoreBackend } from "../support/core-backend.js";

/** The page that docs/backend-in-a-day.md shows. */
const shown = /```html\n([^]*?)```/.exec(readFileSync("docs/backend-in-a-day.md", "utf8"))?.[1] ?? "";

let backend: CoreBackend;
let browser: Browser;
let origin: string;
let closeHost: () => void;

/** A host on an origin of its own, which mints tokens as `print-token.mjs` does. */
const startHost = async (): Promise<void> => {
  const app = new Hono()
    .get("/", (c) => c.html(shown.replace(/http:\/\/127\.0\.0\.1:\d+\/v1/, backend.baseUrl)))
    .post("/loyalty-token", (c) => c.json({ token: printToken() }))
    .use("/memberkit/*", serveStatic({ root: "dist", rewriteRequestPath: (path) => path.replace(/^\/memberkit/, "") }));
  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise((listening) => server.once("listening", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closeHost = () => server.close();
};

before(async () => {
  [browser] = await Promise.all([launchBrowser(), startHost()]);
  backend = await startCoreBackend(origin);
});
after(async () => {
  await browser.close();
  closeHost();
  await backend.stop();
});

test("S0-8 on a backend of level core points are added in the modal, and undone in the timeline", async () => {
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  await page.goto(origin);
  const profile = page.locator("member-profile");
  await profile.getByRole("heading", { name: "Noa Levi" }).waitFor();
  await profile.getByRole("button", { name: "Actions" }).click();
  const modal = page.locator("member-actions-modal dialog[open]");
  await modal.getByRole("button", { name: "Add points" }).click();
  await modal.locator("form input:focus").fill("250");
  await page.keyboard.press("Control+Enter");
  await modal.getByRole("heading", { name: "250 points added" }).waitFor();
  await modal.locator("#done").click();
  await modal.waitFor({ state: "hidden" });
  const balance = profile.locator(".balance .big");
  await balance.getByText("250", { exact: true }).waitFor();
  await profile.locator(".entry").filter({ hasText: "Points added" }).getByRole("button", { name: /^Undo/ }).click();
  await profile.locator(".undoing button[data-focus]").click();
  await profile.locator(".entry").filter({ hasText: "Undo of" }).first().waitFor();
  await balance.getByText("0", { exact: true }).waitFor();
  assert.deepEqual(wrong, []);
  await page.close();
});
