import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { openBuiltStage, type BuiltStage } from "../support/built-stage.js";
import { frameworks } from "../support/frameworks.js";

/** What a careful host allows: besides the kit's, the policies that these frameworks make for their own templates. */
const strict = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src data:",
  "connect-src http:",
  "require-trusted-types-for 'script'",
  "trusted-types memberkit lit-html vue svelte-trusted-html angular",
].join("; ");

let stage: BuiltStage;
before(async () => {
  stage = await openBuiltStage({ policy: strict });
});
after(() => stage.close());

/** A violation is an error of the page's, also where the browser writes no line. */
const forbidden = `addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile, sample }) =>
  console.error([violatedDirective, sourceFile, sample].join(" ")));`;

/** Opens an example on a program of its own; what it logs as an error, or throws, fails the test. */
const opened = async (framework: string, use: (page: Page) => Promise<void>, late = ""): Promise<void> => {
  const { baseUrl, token } = await stage.program();
  const page = await stage.browser.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  await page.addInitScript(forbidden);
  try {
    const hash = `${new URLSearchParams({ baseUrl, token })}${late}`;
    await page.goto(`${stage.site.origin}/examples/frameworks/${framework}/dist/index.html#${hash}`);
    await page.getByRole("heading", { name: "Noa Ben-David" }).waitFor();
    await use(page);
    assert.deepEqual(wrong, []);
  } finally {
    await page.close();
  }
};

const heard = (page: Page, what: string) =>
  page.waitForFunction((word) => document.querySelector("#heard")?.textContent.split(" ").includes(word), what);

const openMenu = async (page: Page): Promise<void> => {
  await page.locator("member-profile").getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("button", { name: "Sorry for the wait" }).waitFor();
};

/** Gives the points of the preset, from the profile. */
const addPoints = async (page: Page): Promise<void> => {
  await openMenu(page);
  await page.getByRole("button", { name: "Sorry for the wait" }).click();
  await page.getByRole("button", { name: "Add 100 points" }).click();
  await heard(page, "done:add");
};

const valueOf = (page: Page, tag: string, property: string) =>
  page.evaluate(
    ([name, key]) => (document.querySelector(name as string) as unknown as Record<string, unknown>)[key as string],
    [tag, property],
  );

/** What custom-elements-everywhere.com asks of a framework, asked with these elements. */
const questions: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  "an element without children is drawn": async (page) => page.locator("tag-editor").getByText("from Cork").waitFor(),
  "an element keeps the children that it is given": openMenu,
  "a child that comes later counts": async (page) => {
    await page.locator("#preset").click();
    await openMenu(page);
    await page.getByRole("button", { name: "Big sorry" }).waitFor();
  },
  "an element is taken away and put back": async (page) => {
    await page.locator("#toggle").click();
    await page.locator("member-profile").waitFor({ state: "detached" });
    await page.locator("#toggle").click();
    await page.getByRole("heading", { name: "Noa Ben-David" }).waitFor();
  },
  "a text arrives": async (page) => assert.equal(await valueOf(page, "member-profile", "memberId"), "m_1048"),
  "a number arrives": async (page) => {
    await openMenu(page);
    await page.getByRole("button", { name: "Sorry for the wait" }).click();
    await page.getByRole("button", { name: "Add 100 points" }).waitFor();
  },
  "true arrives": async (page) => assert.equal(await valueOf(page, "member-list", "readonly"), true),
  "false arrives": async (page) => {
    assert.equal(await valueOf(page, "member-actions-modal", "open"), false);
    assert.equal(await page.getByRole("dialog").count(), 0);
  },
  "an array arrives as it is": async (page) =>
    assert.deepEqual(await valueOf(page, "tag-editor", "value"), ["regular", "from Cork"]),
  "an object arrives as it is": async (page) => {
    await page.locator("member-list .open").first().waitFor();
    assert.deepEqual(await valueOf(page, "member-list", "filter"), {
      combinator: "and",
      rules: [{ field: "tags", operator: "contains", value: "VIP" }],
    });
  },
  "a function arrives by a name of two words": async (page) =>
    assert.equal(await page.evaluate(() => typeof document.querySelector("member-kit")?.getToken), "function"),
  "a change arrives": async (page) => {
    await page.locator("#next").click();
    await page.getByRole("heading", { name: "Mila Novak" }).waitFor();
  },
  "an event is heard by script": async (page) => {
    await addPoints(page);
    await page.waitForFunction(() => document.querySelector("#heard")?.textContent.includes("by script"));
  },
  "an event is heard where the element is declared, with what it tells": addPoints,
  "an event can be prevented where the element is declared": async (page) => {
    await page.locator("member-list [data-member=m_1048]").click();
    await heard(page, "open:m_1048");
  },
  "what the page holds and what the element says stay one": async (page) => {
    await page.locator("tag-editor").first().locator("visible=true").waitFor();
    await page.locator("form tag-editor input").fill("likes oats");
    await page.keyboard.press("Enter");
    await heard(page, "member-change");
    assert.deepEqual(await valueOf(page, "form tag-editor", "value"), ["regular", "from Cork", "likes oats"]);
    await page.locator("#open").click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await heard(page, "close");
    await page.locator("#open").click();
    await page.getByRole("dialog").waitFor();
  },
};

/** Why some have to register the elements before they draw them. */
const late: Readonly<Record<string, string>> = {
  react: "memberkit/react registers before it renders",
  svelte: "Svelte hands objects and functions only to elements that are registered",
};

for (const framework of frameworks)
  describe(
    framework,
    {
      skip: existsSync(`examples/frameworks/${framework}/dist/index.html`)
        ? false
        : "not built: npm run test:frameworks",
    },
    () => {
      for (const [question, ask] of Object.entries(questions)) test(question, () => opened(framework, ask));

      test(
        "elements that are registered after they were drawn take what they were given",
        { skip: late[framework] ?? false },
        () =>
          opened(
            framework,
            async (page) => {
              assert.equal(await valueOf(page, "member-actions-modal", "open"), false);
              assert.equal(await valueOf(page, "member-list", "readonly"), true);
              assert.deepEqual(await valueOf(page, "form tag-editor", "value"), ["regular", "from Cork"]);
              await addPoints(page);
            },
            "&late",
          ),
      );
    },
  );
