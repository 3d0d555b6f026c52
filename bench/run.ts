import { measureCrowd } from "./audiences.js";
import { compareBulk } from "./bulk.js";
import { bundleBytes } from "./bundle.js";
import { measureExports } from "./exports.js";
import { measureManyProfiles } from "./many-profiles.js";
import { measureFirstCard } from "./first-card.js";
import { measureFirstPaint, measureProfilePage, type Asked } from "./profile-page.js";
import { compareStatements, compareWrites } from "./writes.js";
import { measureReads } from "./reads.js";
import { compareSideRows } from "./side-rows.js";
import { compareSpreading } from "./spreading.js";
import { measureTimeline } from "./timeline.js";

/**
 * `npm run bench`, after `npm run build`: bytes and requests, beside other kits, and the pages of the database that
 * queries read among 2,000 and 100,000 members. Counts only: they are the same on every machine.
 * `npm run bench -- --audiences`: counts, pages and exports among 1,000,000 members with 10,000,000 purchases, beside SQL by hand.
 * `npm run bench -- --exports`: exports of 100,000 and 1,000,000 members, beside COPY.
 * `npm run bench -- --long`: writes too, beside a plain endpoint, and a first card, beside an element without any library;
 * of those, only the ratio says something on another machine.
 */
const client = await bundleBytes("sdk/index.ts");
const { firstPaint, modal } = await measureProfilePage();

/** Measured on 21 Nov 2026, brotli, minified. */
const peers = {
  "Lit + context + ky + zod/mini, no component": 22_940,
  "Shoelace: dialog, input, select, tag, button, tabs": 38_768,
  "Descope widget": 47_773,
  "Web Awesome: the same six": 52_049,
  "Microsoft Graph Toolkit: person card": 100_280,
  "React + MUI: the same six": 125_976,
};
const ours = {
  "memberkit: client without schemas": client.atOnce,
  "memberkit: client with all schemas": client.inAll,
  "memberkit: page with a profile, to its first paint": firstPaint.scripts.bytes,
  "memberkit: the same, modal open": modal.scripts.bytes,
};
const rows = Object.entries({ ...peers, ...ours }).sort(([, a], [, b]) => a - b);
console.table(Object.fromEntries(rows.map(([name, bytes]) => [name, { "brotli bytes": bytes }])));

const requests = ({ scripts, answers }: Asked) => ({
  scripts: scripts.count,
  calls: answers.count,
  "bytes answered": answers.bytes,
});
console.table({
  "to the first paint": requests(firstPaint),
  // The timeline is loaded by what comes when the page is idle.
  "the same, no panel out of view": requests(await measureFirstPaint("balances activity")),
  "modal open": requests(modal),
});

const { summaries, inAll, floor } = await measureManyProfiles(50);
console.table({
  "fifty cards, each reads its member": floor,
  "fifty profiles, until all show their summaries": { calls: summaries, "beside the cards": summaries / floor.calls },
  "the same, once those in view are whole": { ...inAll, "beside the cards": inAll.calls / floor.calls },
});

console.table(await measureReads());

if (process.argv.includes("--long")) {
  console.table(await compareStatements());
  console.table(await compareWrites());
  console.table(await compareSpreading());
  console.table(await compareSideRows());
  console.table(await compareBulk());
  console.table(await measureTimeline());
  console.table(await measureFirstCard());
}

if (process.argv.includes("--audiences")) for (const table of await measureCrowd(1_000_000)) console.table(table);

if (process.argv.includes("--exports")) console.table(await measureExports());
