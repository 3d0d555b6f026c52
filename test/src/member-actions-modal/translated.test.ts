import { expect } from "@open-wc/testing";
import { languages } from "../../../src/locales/languages.js";
import type { Messages } from "../../../src/locales/translate.js";
import { breakNext, clientFor, newTenant, problem, readable, seedingMs, type Tenant, until } from "../backend.js";
import { showFilter } from "../member-filter/filter-page.js";
import { clear, stage } from "./modal-page.js";

describe("what a backend refuses in English, on a page that is not", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  let words: Messages;
  before(async () => {
    words = { ...(await languages.he?.profile()), ...(await languages.he?.modal()), ...(await languages.he?.filter()) };
  });
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const word = (id: string): string => {
    const message = words[id];
    return typeof message === "string" ? message : "";
  };

  it("is said at its field in the page's language, and in the backend's words where its code is not known", async () => {
    const errors = [
      { pointer: "/note", code: "too-long", detail: "Too long by far." },
      { pointer: "/expiresAt", code: "not-a-workday", detail: "No work is done on that day." },
    ];
    await breakNext(tenant, { path: "/previews/", fault: problem(422, "validation", { errors }) });
    const page = await stage(clientFor(tenant));
    page.kit.locale = "he";
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    const said = async (field: string) =>
      readable((await until(() => page.find(`#field-${field}-error`), field)).textContent);
    expect(await said("note")).to.equal(word("invalid.too-long"));
    expect(await said("expiresAt")).to.equal("No work is done on that day.");
  });

  it("is said where a member is erased", async () => {
    const page = await stage(clientFor(tenant), { memberId: "m_scratch" });
    page.kit.locale = "he";
    await breakNext(tenant, {
      path: "/actions/delete",
      fault: problem(422, "validation", { errors: [{ pointer: "/confirmation", code: "mismatch", detail: "No." }] }),
    });
    await page.choose("delete");
    await page.type("#field-confirmation", "m_scratch");
    await page.submit();
    await page.says(word("invalid.mismatch"));
  });

  it("is asked about where somebody did the same before", async () => {
    const again = { currency: "credits", amount: 500, reasonCode: "goodwill" };
    await clientFor(tenant, "dana").actions.add("m_1048", again, { key: "before" });
    const page = await stage(clientFor(tenant), { memberId: "m_1048" });
    page.kit.locale = "he";
    await page.choose("add:credits");
    await page.type("#field-amount", "5");
    const reason = await page.seen<HTMLSelectElement>("#field-reasonCode");
    await page.says("Goodwill");
    reason.value = "goodwill";
    reason.dispatchEvent(new Event("change", { bubbles: true }));
    await page.says(word("warning.done-before"));
    expect(page.text).not.to.contain("did this on");
  });

  it("is said at its row of a filter, and below its count", async () => {
    const errors = [{ pointer: "/filter/rules/0/value", code: "not-an-option", detail: "There is no such tier." }];
    await breakNext(tenant, { path: "audience-queries", fault: problem(422, "validation", { errors }) });
    const page = showFilter(clientFor(tenant), {
      combinator: "and",
      rules: [{ field: "tier", operator: "=", value: "gold" }],
    });
    page.kit.locale = "he";
    await page.says(word("invalid.not-an-option"));
    expect(page.text).not.to.contain("There is no such tier.");
    await breakNext(tenant, { path: "audience-queries", fault: problem(422, "too-costly", { detail: "Too long." }) });
    page.filter.value = { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "vip" }] };
    await page.says(word("problem.too-costly"));
  });
});
