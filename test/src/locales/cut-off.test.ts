import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import { define } from "../../../src/define.js";
import { pseudoMessages } from "../../../src/messages.js";
import { clientFor, newTenant, seedingMs, type Tenant, until } from "../backend.js";
import { cutOff, illegible } from "../legible.js";
import { all, silver, vip } from "../member-filter/filter-page.js";
import { ListPage } from "../member-list/list-page.js";
import { ModalPage } from "../member-actions-modal/modal-page.js";
import { ProfilePage } from "../member-profile/profile-page.js";
import { tooWide } from "../narrow.js";

await define();

describe("in long words: the pseudo-locale's, German and Polish", () => {
  let locale: string;
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    document.body.replaceChildren();
    localStorage.clear();
    await setViewport({ width: 800, height: 600 });
  });

  /** An element in a provider that speaks the language. */
  const show = <E extends HTMLElement>(tag: string, given: object) => {
    const client = clientFor(tenant);
    const kit = Object.assign(document.createElement("member-kit"), {
      client,
      locale,
      messages: locale === "en-XA" ? pseudoMessages : {},
    });
    const element = Object.assign(document.createElement(tag), given) as E;
    kit.append(element);
    document.body.append(kit);
    return { kit, element };
  };

  type Look = (step: string) => void;
  const walks: Readonly<Record<string, (look: Look) => Promise<void>>> = {
    "member-profile": async (look) => {
      const { kit, element } = show<HTMLElementTagNameMap["member-profile"]>("member-profile", { memberId: "m_1048" });
      const page = await new ProfilePage(kit, element).ready();
      // In a narrow column panels are lines that open.
      for (const fold of page.all(".unfold")) fold.click();
      await page.seen(".wallet-panel .body");
      await until(() => !page.find(".panel[aria-busy=true]"), "the panels in view");
      look("the profile");
      (await page.seen(".entry button")).click();
      look("an entry");
    },
    "member-actions-modal": async (look) => {
      const given = { memberId: "m_1048", open: true };
      const { kit, element } = show<HTMLElementTagNameMap["member-actions-modal"]>("member-actions-modal", given);
      const page = new ModalPage(kit, element);
      await page.seen(".tile");
      look("the menu");
      await page.choose("redeem:points");
      await page.type("#field-amount", "5000");
      await page.seen("#field-amount[aria-invalid=true]");
      look("the refusal");
      await page.type("#field-amount", "5");
      await page.previewed();
      look("the preview");
      await page.submit();
      await page.receipt();
      look("the receipt");
    },
    "member-filter": async (look) => {
      const { element } = show("member-filter", { value: all(vip, silver) });
      await until(() => element.shadowRoot?.querySelector("[part=count] .big"), "the count");
      look("the rows");
    },
    "member-list": async (look) => {
      const { element } = show<HTMLElementTagNameMap["member-list"]>("member-list", {});
      const page = new ListPage(element);
      await page.names();
      look("the rows");
      (await page.seen("thead input")).click();
      await page.seen(".tools.chosen");
      look("who is selected");
      (await page.seen(".tools.chosen .btn.primary")).click();
      await page.seen(".once .tile");
      look("the one-time action");
    },
    "tag-editor": async (look) => {
      const { element } = show("tag-editor", { memberId: "m_1048" });
      await until(() => element.shadowRoot?.querySelector("[part=tag]"), "the tags");
      look("the tags");
      (await until(() => element.shadowRoot?.querySelector<HTMLElement>(".tagadd"), "the button")).click();
      await until(() => element.shadowRoot?.querySelector("input"), "the field");
      look("the field");
    },
  };

  /** What leaves its panel or dialog at a side, or is drawn over something else. Cells of a table shorten their data. */
  const misplaced = (tag: string): string[] => {
    const root = document.querySelector(tag)?.shadowRoot;
    const dialog = root?.querySelector("dialog[open]");
    const frames = dialog ? [dialog] : [...(root?.querySelectorAll(".panel") ?? [])];
    return frames.filter((frame) => !frame.querySelector("table")).flatMap(illegible);
  };

  for (const language of ["en-XA", "de", "pl"])
    for (const width of [1280, 320])
      for (const [element, walk] of Object.entries(walks))
        it(`${element} in ${language} at ${width} px cuts no word off, covers none, and keeps to its place`, async () => {
          locale = language;
          await setViewport({ width, height: 3000 });
          const lost: Record<string, string[]> = {};
          await walk((step) => {
            const found = [...cutOff(document.body), ...tooWide(), ...misplaced(element)];
            if (found.length) lost[step] = [...new Set(found)];
          });
          expect(lost).to.deep.equal({});
        });
});
