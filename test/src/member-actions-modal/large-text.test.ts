import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import { clientFor, newTenant, seedingMs, type Tenant } from "../backend.js";
import { illegible, readersText, setText } from "../legible.js";
import { clear, stage, type ModalPage } from "./modal-page.js";

describe("the modal in large text", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    clear();
    setText();
    await setViewport({ width: 800, height: 600 });
  });

  const walk = async (page: ModalPage, use: string): Promise<Record<string, string[]>> => {
    const found: Record<string, string[]> = {};
    const look = (step: string) => (found[step] = illegible(page.dialog));
    look("menu");
    await page.choose("redeem:points");
    await page.type("#field-amount", "5000");
    await page.says(use);
    look("refusal");
    await page.type("#field-amount", "5");
    await page.previewed();
    look("preview");
    await page.submit();
    await page.receipt();
    look("receipt");
    return found;
  };

  for (const width of [800, 320])
    for (const [locale, direction, use] of [
      ["en", "ltr", "Use "],
      ["ar", "rtl", "استخدام "],
    ] as const)
      for (const [name, style] of Object.entries(readersText))
        it(`at ${width} px, ${locale}, with ${name}, no step covers a text or loses one`, async function () {
          this.timeout(10_000);
          // So high that nothing is scrolled away.
          await setViewport({ width, height: 3000 });
          setText(style, direction);
          const page = await stage(clientFor(tenant), { open: false });
          page.kit.locale = locale;
          page.modal.open = true;
          await page.seen(".tile");
          const found = await walk(page, use);
          expect(found).to.deep.equal({ menu: [], refusal: [], preview: [], receipt: [] });
        });
});
