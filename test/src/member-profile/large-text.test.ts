import { expect } from "@open-wc/testing";
import { clientFor, newTenant, seedingMs, type Tenant } from "../backend.js";
import { illegible, readersText, setText } from "../legible.js";
import { clear, showProfile } from "./profile-page.js";

describe("a profile in large text", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => {
    clear();
    setText();
  });

  for (const [width, layout] of [
    [1280, "full"],
    [800, "full"],
    [320, "full"],
    [320, "compact"],
  ] as const)
    for (const [locale, direction, actions] of [
      ["en", "ltr", "Actions"],
      ["ar", "rtl", "الإجراءات"],
      ["ja", "ltr", "操作"],
    ] as const)
      for (const [name, style] of Object.entries({ "plain text": "", ...readersText }))
        it(`at ${width} px, ${layout}, ${locale}, with ${name}, nothing covers another text or leaves its place`, async () => {
          setText(style, direction);
          const page = showProfile(clientFor(tenant), { "member-id": "m_1048", layout });
          page.kit.locale = locale;
          await page.says(actions);
          page.kit.style.cssText = `display: block; inline-size: ${width}px`;
          await page.ready();
          expect(illegible(page.profile)).to.deep.equal([]);
        });
});
