import assert from "node:assert/strict";
import { test } from "node:test";
import { bundleBytes } from "../../bench/bundle.js";
import { measureManyProfiles } from "../../bench/many-profiles.js";
import { measureFirstPaint, measureProfilePage } from "../../bench/profile-page.js";

/**
 * In brotli bytes, just above what is real: who raises one says why. `modal` is all that a page with a profile has loaded
 * once a form is open, with what is loaded when it is idle and the panels that are in view: of those, purchases are
 * 1.7 KB, the window and the filters of the timeline 1 KB. `client` holds the doors to what is done to many members and to
 * what changes, `sdk` all of that. `firstPaint` holds the shells of all elements, which are registered at once: that of the
 * list is 0.3 KB, that of the filter 0.2 KB. What forms share with filters and lists is in files of its own, which costs
 * `modal` 1.6 KB. The reader of changes, which is loaded with the first who watches, costs `sdk` 2 KB; the keys that open
 * the palette, and what keeps what is typed before it is there, cost `modal` 1 KB; what follows a receipt, 0.3 KB, and the
 * print, 0.2 KB; what is done where others change the member, with its reader, 3.2 KB; what was given lately, 0.5 KB;
 * the keys that send from the button, and the Enter that comes early, 0.1 KB; the button that saves the timeline, 0.2 KB;
 * the doors to what was done for a ticket, with what a timeline and its list share in a file of its own, 0.8 KB.
 * A look at what is masked costs `sdk` 0.1 KB, and who sees all nothing but `modal` 0.1 KB.
 * The button that shows balances over time costs `modal` 0.5 KB, what finds a tier that was given 0.2 KB; the route and
 * the method of balances, `client` 0.1 KB.
 * What is read ahead costs `client` and `firstPaint` 0.1 KB, `modal` 0.5 KB.
 * A job that is followed by what is told of it costs `sdk` 0.1 KB, and so does a list whose members are told of.
 * The panel of notes, which is in view, with what lists in panels share, costs `modal` 0.6 KB; the frames of three panels, and the
 * route of messages, cost `firstPaint` 0.1 KB.
 * The frame of the household, its route and what a member tells of it cost `firstPaint`, `sdk` and `modal` 0.1 KB.
 * The audit's route, its entries and its method cost `sdk` 0.2 KB.
 * The certificate of an erasure costs `sdk` 0.2 KB, and `modal` 0.1 KB: what draws it is loaded with the form of an erasure.
 * Searches in the place of addresses cost `sdk` 0.03 KB. What the names of chunks are moves `firstPaint` by 0.1 KB.
 * What a script's tag says, the name of a second copy's policy, closed roots and the version cost `firstPaint` and `modal` 0.2 KB.
 * `refresh()`, the validity of what stands in a form, `theme="auto"` and the styles of another document cost `firstPaint` and
 * `modal` 0.3 KB; the print of a receipt, `modal` 0.1 KB.
 * What measures whether a profile has room to be whole costs `firstPaint` 0.3 KB, `modal` 0.5 KB with what a folded panel says.
 * When and by whom a member was erased, and the look of quiet buttons that may not be used, cost `client`, `firstPaint` and `modal` 0.1 KB.
 * Spacing in units of `--member-space` costs `firstPaint` 0.1 KB, `modal` 0.4 KB.
 * A session that is about to end costs `client` 0.1 KB, and `modal` 0.3 KB: what renews it and says so is loaded then.
 * What tells a host how requests ended costs `client`, `firstPaint` and `modal` 0.1 KB.
 */
const budgets = { client: 11_770, sdk: 31_600, firstPaint: 38_880, modal: 119_300 };
/** Scripts until the member shows: the kit, and beside its first request the schemas. */
const scriptsToFirstPaint = 2;
/** Requests to the backend until the member shows: a view. */
const callsToFirstPaint = 1;

const within = (bytes: number, budget: number) => assert.ok(bytes <= budget, `${bytes} of ${budget} bytes`);

test("the client keeps its budget, alone and with the catalogue and all schemas", async () => {
  within((await bundleBytes("sdk/client/create-client.ts")).atOnce, budgets.client);
  within((await bundleBytes("sdk/index.ts")).inAll, budgets.sdk);
});

test("a page with a profile keeps its budget until the first paint, whatever panels are out of view, and with the modal open", async () => {
  const { firstPaint, modal } = await measureProfilePage();
  within(firstPaint.scripts.bytes, budgets.firstPaint);
  within(modal.scripts.bytes, budgets.modal);
  assert.equal(firstPaint.scripts.count, scriptsToFirstPaint);
  assert.equal(firstPaint.answers.count, callsToFirstPaint);
  // What is out of view adds nothing, neither bytes nor requests.
  assert.deepEqual(firstPaint, await measureFirstPaint("balances activity"));
});

/** What one view of profiles asks for: summaries, the operator, the stream of changes, and the panels that are seen. */
const callsOfOneView = 12;

test("fifty profiles on a page ask for their summaries by at most 3 requests, and those out of view for nothing more", async () => {
  const { summaries, inAll } = await measureManyProfiles(50);
  assert.ok(summaries >= 1 && summaries <= 3, String(summaries));
  assert.ok(inAll.calls <= callsOfOneView, JSON.stringify(inAll));
});
