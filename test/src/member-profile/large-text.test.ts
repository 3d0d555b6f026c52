import { expect } from "@open-wc/testing";
import { clientFor, newTenant, seedingMs, type Tenant } from "../backend.js";
import { illegible } from "../legible.js";
import { clear, showProfile } from "./profile-page.js";

/** WCAG 1.4.12: what a reader's own style sheet may set. */
const spacing = "letter-spacing: 0.12em; word-spacing: 0.16em; line-height: 1.5";

describe("a profile in large text", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => {
    clear();
    document.documentElement.removeAttribute("style");
    document.documentElement.removeAttribute("dir");
  });

  for (const width of [1280, 800, 320])
    for (const direction of ["ltr", "rtl"])
      for (const [name, style] of Object.entries({
        "plain text": "",
        "200 % text": "font-size: 200%",
        "text spacing": spacing,
      }))
        it(`at ${width} px, ${direction}, with ${name}, nothing covers another text or leaves its place`, async () => {
          document.documentElement.setAttribute("style", style);
          document.documentElement.dir = direction;
          const page = showProfile(clientFor(tenant));
          page.kit.style.cssText = `display: block; inline-size: ${width}px`;
          await page.ready();
          expect(illegible(page.profile)).to.deep.equal([]);
        });
});
