import { expect, nextFrame } from "@open-wc/testing";
import { CsvReader } from "../../../../../sdk/contract/bulk/csv.js";
import type { Operation } from "../../../../../sdk/index.js";
import {
  breakNext,
  clientFor,
  held,
  newTenant,
  problem,
  release,
  requestsOf,
  seedingMs,
  type Tenant,
  until,
} from "../../../backend.js";
import { catchDownloads } from "../../../bulk/downloads.js";
import { clear, type ProfilePage, showProfile } from "../../profile-page.js";

describe("the timeline as a file", () => {
  let tenant: Tenant;
  let downloads: ReturnType<typeof catchDownloads>;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  beforeEach(() => (downloads = catchDownloads()));
  afterEach(async () => {
    downloads.release();
    await release(tenant);
    clear();
  });

  const save = async (page: ProfilePage): Promise<void> => (await page.button("Save as CSV")).click();
  const rowsOf = async (address = ""): Promise<readonly (readonly string[])[]> => {
    const reader = new CsvReader();
    const text = await (await fetch(address)).text();
    return [...reader.read(text), ...reader.end()].map(({ cells }) => cells);
  };
  const all = async (filter = {}): Promise<Operation[]> => {
    const found: Operation[] = [];
    for await (const operation of clientFor(tenant).members.activities("m_1048", filter)) found.push(operation);
    return found;
  };

  it("S1-15 S3-18 holds every entry that the filters find, not only those that are drawn", async () => {
    const page = await showProfile(clientFor(tenant, "ari")).ready();
    await save(page);
    await page.says("are in the file.");
    const [head, ...rows] = await rowsOf(downloads.addresses[0]);
    expect(head?.slice(0, 6)).to.deep.equal(["Time", "What happened", "State", "Amount", "Currency", "Balance after"]);
    const entries = await all();
    expect(entries.length).to.be.greaterThan(page.all(".entry").length);
    expect(new Set(rows.map((cells) => cells.at(-1)))).to.deep.equal(new Set(entries.map(({ id }) => id)));
    expect(page.announced).to.equal(`${entries.length} entries are in the file.`);

    const type = await page.seen<HTMLSelectElement>('select[aria-label="Type"]');
    type.value = "redeem";
    type.dispatchEvent(new Event("change"));
    const redeemed = await all({ type: "redeem" });
    await until(() => page.all(".entry").length === Math.min(redeemed.length, 25), "what was redeemed");
    await save(page);
    await until(() => downloads.addresses.length === 2, "the other file");
    const [, ...narrowed] = await rowsOf(downloads.addresses[1]);
    expect(narrowed.map((cells) => cells.at(-1))).to.deep.equal(redeemed.map(({ id }) => id));
    expect(narrowed.every((cells) => Number(cells[3]) < 0)).to.equal(true);
  });

  it("C05 runs nothing in a spreadsheet, and names the member by their id alone", async () => {
    const client = clientFor(tenant, "ari");
    const note = '=HYPERLINK("https://evil.example")';
    const { id } = await client.actions.addNote("m_1048", { note });
    const page = await showProfile(client).ready();
    await save(page);
    await page.says("are in the file.");
    const rows = await rowsOf(downloads.addresses[0]);
    expect(rows.find((cells) => cells.at(-1) === id)).to.include(`'${note}`);
  });

  it("is given up by Cancel, which leaves no file and gives the focus back", async () => {
    const page = await showProfile(clientFor(tenant, "ari")).ready();
    await breakNext(tenant, { fault: { kind: "hold", at: "answer" }, path: "activities.*limit=100" });
    await save(page);
    await held(tenant);
    (await page.button("Cancel")).click();
    await page.says("No file was saved.");
    await until(() => page.root.activeElement?.textContent?.includes("Save as CSV"), "the focus");
    await release(tenant);
    expect(downloads.addresses).to.deep.equal([]);
  });

  it("says why there is none, and is tried again from there", async () => {
    const page = await showProfile(clientFor(tenant, "ari")).ready();
    await breakNext(tenant, { fault: problem(403, "forbidden"), path: "activities.*limit=100" });
    await save(page);
    await page.says("No file was saved");
    await release(tenant);
    (await page.button("Try again")).click();
    await page.says("are in the file.");
  });

  it("ends at a bound that it says, and reads one page after another", async () => {
    const [sample] = await all({ limit: 1 });
    let open = 0;
    const scripted = async (request: Request): Promise<Response> => {
      const { pathname, searchParams } = new URL(request.url);
      if (!pathname.endsWith("/activities") || !searchParams.has("limit")) return fetch(request);
      expect(++open).to.equal(1);
      const page = Number(searchParams.get("cursor") ?? "0");
      const data = Array.from({ length: 100 }, (_, index) => ({ ...sample, id: `op_${page}_${index}` }));
      await Promise.resolve();
      open--;
      return Response.json({ data, page: { next: String(page + 1) } });
    };
    const page = await showProfile(clientFor(tenant, "ari", { fetch: scripted })).ready();
    await save(page);
    await page.says("The newest 10,000 entries are in the file. For older ones, narrow the days.");
    expect(new Set((await rowsOf(downloads.addresses[0])).map((cells) => cells.at(-1))).size).to.equal(10_001);
  });

  it("is for who may take members out of the house", async () => {
    const page = await showProfile(clientFor(tenant, "viewer")).ready();
    const button = await page.button("Save as CSV");
    await until(() => button.ariaDisabled === "true" || button.getAttribute("aria-disabled"), "the right to be known");
    expect(button.title).to.contain("Your role can't do this");
    const before = (await requestsOf(tenant)).length;
    button.click();
    // As long as it takes to load what reads a file, and to draw that it does.
    await import("../../../../../src/member-profile/panels/activity/timeline-file.js");
    await nextFrame();
    await page.profile.updateComplete;
    expect(page.all(".activity-file")).to.have.length(0);
    // Panels read some entries of their own meanwhile: a file reads a hundred at a time.
    const ofFile = ({ path }: { path: string }) => path.includes("/activities?") && path.includes("limit=100");
    expect((await requestsOf(tenant)).slice(before).filter(ofFile)).to.deep.equal([]);
  });
});
