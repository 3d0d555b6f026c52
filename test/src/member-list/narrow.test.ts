import { expect } from "@open-wc/testing";
import { setViewport } from "@web/test-runner-commands";
import { people } from "../../../server/seed/people.js";
import type { Client } from "../../../sdk/index.js";
import { clientFor, newTenant, seedingMs, type Tenant, until } from "../backend.js";
import { setText } from "../legible.js";
import { all, silver, vip } from "../member-filter/filter-page.js";
import { tooWide } from "../narrow.js";
import type { ListPage } from "./list-page.js";
import { showList } from "./list-page.js";

const longTag = "waiting-for-an-answer-from-the-warehouse";

describe("a list, its filter and their dialogs on a page of 320 px", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    const { actions } = clientFor(tenant);
    await actions.addTag(people.noa, { tag: longTag });
    await setViewport({ width: 320, height: 800 });
  });
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => {
    document.body.replaceChildren();
    localStorage.clear();
    setText();
  });

  /** A list beside its filter. */
  const show = async (client: Client, locale: string): Promise<ListPage> => {
    setText("", ["he", "ar"].includes(locale) ? "rtl" : "ltr");
    const page = showList(client);
    const filter = Object.assign(document.createElement("member-filter"), { value: all(vip, silver) });
    page.list.before(filter);
    Object.assign(page.list.parentElement as HTMLElement, { locale });
    await page.names();
    await until(() => filter.shadowRoot?.querySelector("[part=count] .big"), "the count");
    return page;
  };
  const steps: Record<string, (page: ListPage) => Promise<unknown>> = {
    "the rows": () => Promise.resolve(),
    "the columns": async (page) => {
      (await page.seen("[popovertarget=columns]")).click();
      await until(() => page.find("#columns")?.checkVisibility(), "the columns");
    },
    "who is selected": async (page) => {
      (await page.seen("thead input")).click();
      await page.seen(".tools.chosen");
    },
    "the one-time action": async (page) => {
      (await page.seen("thead input")).click();
      (await page.seen(".tools.chosen .btn.primary")).click();
      await page.seen(".once .tile");
    },
    "the export": async (page) => {
      (await page.seen(".tools .row button:nth-of-type(2)")).click();
      await page.seen("#purpose");
    },
    "the import": async (page) => {
      (await page.seen(".tools .row button")).click();
      await page.seen("#import-file");
    },
    "the actions of a row": async (page) => {
      (await page.seen(".acts button:last-of-type")).click();
      await until(
        () => page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog[open] .tile"),
        "the menu of actions",
      );
    },
  };

  for (const locale of ["en", "he", "ar", "ja"])
    for (const [name, step] of Object.entries(steps))
      it(`leave no side of it with ${name}, in ${locale}`, async () => {
        await step(await show(clientFor(tenant), locale));
        expect(tooWide()).to.deep.equal([]);
      });
});
