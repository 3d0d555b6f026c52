import assert from "node:assert/strict";
import { test } from "node:test";
import { openBuiltStage } from "../support/built-stage.js";

/** Runs in the page: icons whose colour is not that of the words around them, and how many there are in all. */
const iconsInPage = () => {
  const root = document.querySelector("member-profile")?.shadowRoot;
  const icons = [...(root?.querySelectorAll("svg.i") ?? [])].filter((icon) => icon.checkVisibility());
  const colourOf = (element: Element | null) => element && getComputedStyle(element).color;
  const own = icons.filter((icon) => colourOf(icon) !== colourOf(icon.parentElement));
  return { count: icons.length, own: own.map(({ parentElement }) => parentElement?.outerHTML.slice(0, 200)) };
};

for (const colorScheme of ["light", "dark"] as const)
  test(`in forced colours that are ${colorScheme}, icons are of the colour of the words around them`, async () => {
    const stage = await openBuiltStage({ lasting: false });
    try {
      const { address } = await stage.program();
      const page = await stage.browser.newPage({
        forcedColors: "active",
        colorScheme,
        viewport: { width: 1280, height: 3000 },
      });
      await page.clock.setFixedTime(stage.backend.clock.now());
      await page.addInitScript("globalThis.__name = (named) => named");
      await page.goto(address);
      for (const part of [".entry", ".consent", ".balance", "[part=chat-button]"])
        await page.locator(`member-profile ${part}`).first().waitFor();
      const { count, own } = await page.evaluate(iconsInPage);
      assert.ok(count > 20, `${count} icons`);
      assert.deepEqual(own, []);
    } finally {
      await stage.close();
    }
  });
