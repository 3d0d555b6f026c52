import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Browser, Page, Route } from "playwright-core";
import { HOST, type World } from "./world.js";

/** What stands in an element once it has read what it shows. */
const drawn: Readonly<Record<string, string>> = {
  "member-profile": "[part=name]",
  "member-list": "[part~=row]",
  "member-filter": "[part=count]",
  "member-actions-modal[open]": ":is([part=tile], form)",
  "tag-editor": ":is(input, [part=tag])",
};

const fulfill = async (route: Route, world: World, html: string, policy?: string): Promise<void> => {
  const request = route.request();
  const { pathname } = new URL(request.url());
  if (request.resourceType() === "document")
    return route.fulfill({
      contentType: "text/html",
      body: html,
      headers: policy === undefined ? {} : { "content-security-policy": policy },
    });
  if (pathname === "/favicon.ico") return route.fulfill({ status: 204 });
  const script = /(memberkit\/[\w-]+-[\w-]{8}\.js|memberkit(\.\w+)?\.js)$/.exec(pathname);
  if (script) return route.fulfill({ contentType: "text/javascript", body: readFileSync(`dist/${script[0]}`) });
  const sheet = /themes\/[\w-]+\.css$/.exec(pathname);
  if (sheet) return route.fulfill({ contentType: "text/css", body: readFileSync(sheet[0]) });
  const body = request.postData();
  const response = await world.answer(
    new Request(request.url(), { method: request.method(), headers: await request.allHeaders(), body }),
  );
  return route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  });
};

/** What goes wrong in a page, as its developer sees it. What could not be loaded the world tells by its address. */
const watch = (page: Page): string[] => {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource")) wrong.push(text);
  });
  return wrong;
};

/** Opens a page of these tags, under a policy: every element in it draws, and nothing is wrong, be it only for a developer. */
export const runPage = async (browser: Browser, world: World, html: string, policy?: string): Promise<void> => {
  const page = await browser.newPage();
  try {
    const wrong = watch(page);
    const whole = `<!doctype html><html lang="en"><title>A host's page</title>${html}</html>`;
    await page.route("**/*", (route) => fulfill(route, world, whole, policy));
    await page.goto(HOST);
    let elements = 0;
    for (const [tag, inside] of Object.entries(drawn))
      for (const element of await page.locator(`${tag}:not(${tag} *)`).all()) {
        elements++;
        await element.locator(inside).first().waitFor({ state: "attached" });
      }
    assert.ok(elements > 0, "There is no element in it.");
    assert.deepEqual([...wrong, ...world.refusals()], []);
    // What is loaded when the page is idle may still be under way.
    await page.unrouteAll({ behavior: "ignoreErrors" });
  } finally {
    await page.close();
  }
};
