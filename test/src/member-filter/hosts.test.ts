import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  release,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { illegible, readersText, setText } from "../legible.js";
import { network } from "../network.js";
import { all, clear, showFilter, silver, vip } from "./filter-page.js";

describe("member-filter in a host's page", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => {
    clear();
    setText();
    network(true);
  });

  const inForm = async (attributes: Record<string, string> = {}) => {
    const form = document.createElement("form");
    const page = showFilter(clientFor(tenant), all(vip), { name: "audience", ...attributes }, (filter) => {
      form.append(filter);
      return form;
    });
    await page.ready();
    return { page, form, submitted: () => JSON.parse(new FormData(form).get("audience") as string) as unknown };
  };

  it("is a form control: submits its JSON, resets, and holds the form back while a row is unfinished", async () => {
    const { page, form, submitted } = await inForm();
    expect(submitted()).to.deep.equal(all(vip));
    await page.type("input.t", "weekend");
    expect(submitted()).to.deep.equal(all({ ...vip, value: "weekend" }));
    expect(form.checkValidity()).to.equal(true);
    await page.press("Add a condition");
    expect(form.checkValidity()).to.equal(false);
    form.reset();
    await until(() => page.sentence === "Members tagged VIP.", "the first value");
    expect(submitted()).to.deep.equal(all(vip));
    expect(form.checkValidity()).to.equal(true);
    expect(page.filter.form).to.equal(form);
  });

  it("changes nothing while it is readonly, or disabled with its fieldset, and shows each row as its sentence", async () => {
    const page = await showFilter(clientFor(tenant), all(vip, silver), { readonly: "" }).ready();
    expect(page.all("[part=rule]").map((row) => readable(row.textContent))).to.deep.equal([
      "tagged VIP",
      "with tier Silver",
    ]);
    expect(page.all(".panel .body :is(input, select, button)")).to.deep.equal([]);
    clear();
    const fieldset = Object.assign(document.createElement("fieldset"), { disabled: true });
    const other = await showFilter(clientFor(tenant), all(vip), { name: "audience" }, (filter) => {
      fieldset.append(filter);
      return fieldset;
    }).ready();
    expect(other.all(".panel .body :is(input, select, button)")).to.deep.equal([]);
  });

  it("takes another value, and tells the host of nothing that it set itself", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    page.filter.value = all(silver);
    await until(() => page.sentence === "Members with tier Silver.", "the other rows");
    // A framework sets what it was told, as another object, and puts back no row that is being typed.
    await page.press("Add a condition");
    page.filter.value = structuredClone(page.filter.value);
    await page.filter.updateComplete;
    expect(page.rows).to.have.length(2);
    expect(page.changes.map(({ isComplete }) => isComplete)).to.deep.equal([false]);
  });

  it("tells its developer of a value that is no filter, and starts with none", async () => {
    const page = showFilter(clientFor(tenant), null, { value: "tags=VIP" });
    await page.ready();
    await until(() => page.errors.length, "the mistake");
    expect(page.errors[0]).to.contain("has a value that is no filter");
    expect(page.sentence).to.equal("All members.");
  });

  it("U09 draws nothing where the backend can't filter members, and says so to its developer", async () => {
    const client = clientFor(tenant);
    const capabilities: typeof client.capabilities = async (options) => ({
      ...(await client.capabilities(options)),
      level: "preview",
    });
    const before = (await requestsOf(tenant)).length;
    const page = showFilter({ ...client, capabilities });
    await until(() => page.errors.length, "the news");
    expect(page.errors).to.deep.equal(["<member-filter>: this backend can't filter members"]);
    expect(page.text).to.equal("");
    const asked = (await requestsOf(tenant)).slice(before).map(({ path }) => path);
    expect(asked.filter((path) => /filter-schema|audience/.test(path))).to.deep.equal([]);
  });

  it("offers no saving where the backend keeps no audiences", async () => {
    await breakNext(tenant, { path: "/audiences", fault: problem(404, "not-found") });
    const page = await showFilter(clientFor(tenant)).ready();
    await until(() => !page.find("#saved"), "no audiences");
    expect(page.errors).to.deep.equal([]);
  });

  it("says why it could not load, and tries again", async () => {
    await breakNext(tenant, { path: "filter-schema", fault: problem(500, "internal"), times: 10 });
    const page = showFilter(clientFor(tenant), all(vip));
    await page.says("Couldn't load what members can be filtered by. Nothing was changed.");
    expect(page.filter.value).to.deep.equal(all(vip));
    await release(tenant);
    await page.press("Try again");
    await page.ready();
    clear();
    await breakNext(tenant, { path: "filter-schema", fault: problem(403, "forbidden") });
    const refused = showFilter(clientFor(tenant));
    await refused.says("Your role can't filter members.");
  });

  it("counts again by itself once the connection is back", async () => {
    const page = await showFilter(clientFor(tenant), all(vip)).ready();
    const { count } = page;
    await breakNext(tenant, { path: "audience-queries", fault: { kind: "reset" }, times: 10 });
    network(false);
    await page.choose("select[id$=-match]", "none");
    await page.says("You are offline. The count comes with the connection.");
    await release(tenant);
    network(true);
    await until(() => /^\d+$/.test(page.count) && page.count !== count, "the new count");
  });

  it("shows a narrow page each rule as its sentence, and opens one at a time", async () => {
    const page = showFilter(clientFor(tenant), all(vip, silver));
    page.kit.style.cssText = "display: block; inline-size: 320px";
    await page.ready();
    const seen = () => page.all(".controls").filter((each) => each.checkVisibility()).length;
    expect(seen()).to.equal(0);
    await page.press("Edit: tagged VIP");
    expect(seen()).to.equal(1);
    await until(() => page.root.activeElement?.id.endsWith("-field"), "the focus in the row");
    await page.press("Edit: with tier Silver");
    expect(seen()).to.equal(1);
    await page.press("Done");
    expect(seen()).to.equal(0);
    await until(() => page.root.activeElement?.id.endsWith("-edit"), "the focus back");
    await page.press("Add a condition");
    expect(seen()).to.equal(1);
    await page.says("Not finished");
  });

  it("speaks Hebrew where the page does", async () => {
    const page = showFilter(clientFor(tenant), all(vip));
    page.kit.locale = "he";
    await page.ready();
    await page.says("סינון חברים");
    expect(page.sentence).to.equal("חברים עם התגית VIP.");
    expect(page.filter.value).to.deep.equal(all(vip));
  });

  for (const width of [1280, 800, 320])
    for (const direction of ["ltr", "rtl"])
      for (const [name, style] of Object.entries({ "plain text": "", ...readersText }))
        it(`at ${width} px, ${direction}, with ${name}, nothing covers another text or leaves its place`, async () => {
          setText(style, direction);
          const nested = {
            combinator: "or",
            not: true,
            rules: [silver, { field: "email", operator: "notNull" }],
          } as const;
          const points = { field: "accounts.points.spendable", operator: "between", value: [100, 5000] } as const;
          const page = showFilter(clientFor(tenant), all(vip, points, nested));
          page.kit.style.cssText = `display: block; inline-size: ${width}px`;
          await page.ready();
          expect(illegible(page.filter)).to.deep.equal([]);
        });
});
