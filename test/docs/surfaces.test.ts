import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { catalogue, allRoutes } from "../../sdk/contract/index.js";
import { readme } from "../support/documents.js";

const needs = readme.split("### Which surface for which need")[1]?.split("\n## ")[0] ?? "";

for (const element of ["member-profile", "member-filter", "member-actions-modal"])
  test(`S1-1 ${element} is a surface of its own: an element, a page of stories, and a line where one decides`, () => {
    const story = readFileSync(`stories/${element}.stories.ts`, "utf8");
    assert.match(story, new RegExp(`component: "${element}"`));
    assert.match(needs, new RegExp(`\`${element}\``));
  });

test("S1-13 nothing in the contract schedules or repeats: an action has an input, and happens now", () => {
  const names = Object.values(catalogue).flatMap((action) => Object.keys(action.fields));
  const paths = Object.values(allRoutes).map(({ path }) => path);
  for (const word of [...names, ...paths])
    assert.doesNotMatch(word, /schedul|recur|repeat|cron|sendAt|startAt|trigger|campaign/i);
});

test("S1-13 the docs send what recurs to a campaign", () => {
  assert.match(needs, /on a schedule or whenever an event happens \| a campaign/);
});
