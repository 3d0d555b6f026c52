import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { MemberSessionEndingEvent } from "../../src/index.js";
import { NOW } from "../support/backend.js";
import { openBuiltStage } from "../support/built-stage.js";

const MINUTE_MS = 60_000;
/** So long do tokens live, and so long before their end are they renewed while a form is open. */
const [LIFE_MS, LEAD_MS] = [10 * MINUTE_MS, MINUTE_MS];

/** What the host knows, in the page. */
interface Host {
  asked: number;
  isSignedIn: boolean;
  told: MemberSessionEndingEvent[];
}
declare const host: Host;

/** A profile on a page whose host counts how often it is asked for a token, and may be signed out. */
const openPage = async (page: Page, address: string, token: string): Promise<void> => {
  await page.clock.install({ time: NOW });
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript((given) => {
    Object.assign(globalThis, { host: { asked: 0, isSignedIn: true, told: [] } satisfies Host });
    document.addEventListener("member-session-ending", (event) => host.told.push(event as MemberSessionEndingEvent));
    document.addEventListener("DOMContentLoaded", () => {
      const getToken = () => {
        host.asked++;
        return host.isSignedIn ? given : Promise.reject(new Error("Nobody is signed in."));
      };
      Object.assign(document.querySelector("member-kit") ?? {}, { getToken });
    });
  }, token);
  await page.goto(address);
};

/** Runs on such a page, with a backend of its own. */
const onPage = async (use: (page: Page) => Promise<void>): Promise<void> => {
  const stage = await openBuiltStage({ lasting: false });
  try {
    const { address, token } = await stage.program();
    const page = await stage.browser.newPage();
    await openPage(page, address, token);
    await use(page);
  } finally {
    await stage.close();
  }
};

const openForm = async (page: Page): Promise<void> => {
  const dialog = dialogOf(page);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await dialog.locator('[data-action="add:points"]').click();
  await dialog.locator("#field-amount").waitFor();
};
const dialogOf = (page: Page) => page.locator("member-actions-modal dialog[open]");
const signIn = (page: Page, isSignedIn: boolean) =>
  page.evaluate((given) => void (host.isSignedIn = given), isSignedIn);

test("U06 a session that is about to end is renewed while a form is open; where it can't be, that is said, one press tries again, and nothing typed is lost", () =>
  onPage(async (page) => {
    const dialog = dialogOf(page);
    const amount = dialog.locator("#field-amount");
    const notice = dialog.locator(".session");
    const asked = () => page.evaluate(() => host.asked);
    await page.locator("member-profile [part=chat-button]").waitFor();

    // Nothing is renewed for a page that nobody works on.
    const before = await asked();
    await page.clock.fastForward(LIFE_MS - LEAD_MS / 4);
    assert.equal(await asked(), before);

    await openForm(page);
    await page.waitForFunction((known) => host.asked > known, before);
    await page.keyboard.type("250");
    const renewed = await asked();
    await page.clock.fastForward(LIFE_MS - LEAD_MS);
    await page.waitForFunction((known) => host.asked > known, renewed);
    assert.equal(await notice.count(), 0);

    await signIn(page, false);
    await page.clock.fastForward(LIFE_MS - LEAD_MS);
    await notice.getByRole("alert").getByText("Your sign-in is about to end. What you typed is kept.").waitFor();
    const told = await page.evaluate(() => host.told.map(({ endsAt }) => endsAt - Date.now()));
    assert.equal(told.length, 1);
    assert.ok(Number(told[0]) > LEAD_MS / 2, `${told[0]} ms are left`);
    assert.equal(await amount.evaluate((field) => field.matches(":focus")), true);

    const stay = notice.getByRole("button", { name: "Stay signed in" });
    await stay.press("Enter");
    const again = notice.getByRole("button", { name: "Try again" });
    await notice.getByRole("alert").getByText("Your sign-in has ended. Sign in again").waitFor();
    assert.equal(await again.evaluate((button) => button.matches(":focus")), true);

    await page.clock.fastForward(LEAD_MS);
    await notice.getByRole("alert").getByText("Your sign-in has ended.").waitFor();
    await signIn(page, true);
    await again.press("Enter");
    await notice.waitFor({ state: "detached" });
    await dialog.getByRole("status").getByText("You are still signed in.").waitFor();
    assert.equal(await amount.inputValue(), "250");
    assert.equal(await amount.evaluate((field) => field.matches(":focus")), true);
    await dialog.locator("#submit").click();
    await dialog.locator("#done").waitFor();
    assert.match(await dialog.innerText(), /250 points added/);
  }));

test("U06 a host that prevents the notice says so itself, and extends the session once the operator has signed in anew", () =>
  onPage(async (page) => {
    await page.evaluate(() =>
      document.addEventListener("member-session-ending", (event) => event.preventDefault(), { capture: true }),
    );
    const dialog = dialogOf(page);
    await openForm(page);
    await signIn(page, false);
    await page.clock.fastForward(LIFE_MS - LEAD_MS);
    await page.waitForFunction(() => host.told.length === 1);
    assert.equal(await dialog.locator(".session").count(), 0);
    assert.equal(await page.evaluate(() => host.told[0]?.extend()), false);
    await signIn(page, true);
    assert.equal(await page.evaluate(() => host.told[0]?.extend()), true);
    await page.clock.fastForward(LEAD_MS);
    assert.equal(await dialog.locator(".session").count(), 0);
  }));
