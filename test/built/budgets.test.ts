import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleBytes } from "../../bench/bundle.js";
import { measureProfilePage } from "../../bench/profile-page.js";

/**
 * In brotli bytes, just above what is real: who raises one says why. `modal` is all that a page with a profile has loaded
 * once a form is open, with what is loaded when it is idle.
 */
const budgets = { client: 12_860, sdk: 20_120, firstPaint: 37_550, modal: 81_900 };
/** Scripts until the member shows: the kit, and beside its first request the schemas. */
const scriptsToFirstPaint = 2;
/** Requests to the backend until the member shows, all at once: capabilities, member, timeline, gifts, punch cards. */
const callsToFirstPaint = 5;

const within = (bytes: number, budget: number) => assert.ok(bytes <= budget, `${bytes} of ${budget} bytes`);

test("the client, without schemas and with them, keeps its budget", async () => {
  const { atOnce, inAll } = await bundleBytes("sdk/index.ts");
  within(atOnce, budgets.client);
  within(inAll, budgets.sdk);
});

test("a page with a profile keeps its budget until the first paint, and with the modal open", async () => {
  const { firstPaint, modal } = await measureProfilePage();
  within(firstPaint.scripts.bytes, budgets.firstPaint);
  within(modal.scripts.bytes, budgets.modal);
  assert.equal(firstPaint.scripts.count, scriptsToFirstPaint);
  assert.equal(firstPaint.answers.count, callsToFirstPaint);
});
