import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  release,
  seedingMs,
  until,
  type Tenant,
} from "../../backend.js";
import { clear, type ProfilePage, showProfile } from "../profile-page.js";

const open = async (page: ProfilePage): Promise<void> => (await page.button("Over time")).click();
const names = (page: ProfilePage) => page.all(".history svg").map((svg) => svg.getAttribute("aria-label") ?? "");
const drawn = (page: ProfilePage) => until(() => names(page).length > 0 && names(page), "the lines");

describe("a member's balances over time", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  it("are a line for each currency, which says in words where it goes, and nothing is read before it is asked for", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const button = await page.button("Over time");
    expect([button.ariaExpanded, page.find(".history")]).to.deep.equal(["false", null]);
    button.click();
    const [points = "", credits = ""] = await drawn(page);
    expect(points).to.match(
      /^Points from .+ to 21 Nov 2026: from [\d,]+ to 1,240, \d+ at the least and [\d,]+ at the most$/,
    );
    expect(credits).to.match(/^Credits from .+ to 21 Nov 2026: from [\d.]+ to 48\.50/);
    expect(button.ariaExpanded).to.equal("true");
    button.click();
    await until(() => !page.find(".history"), "it to close");
  });

  it("are the same numbers as a table, the newest first", async () => {
    const client = clientFor(tenant);
    const page = await showProfile(client).ready();
    await open(page);
    (await page.button("All", page.find(".balances-panel") as HTMLElement)).click();
    await until(async () => {
      const { days } = await client.members.balanceHistory("m_1048");
      return page.find(".history-ends")?.textContent?.includes(String(Number(days[0]?.slice(-2)))) ?? false;
    }, "all of it");
    (await page.button("As a table")).click();
    const table = await page.seen<HTMLTableElement>(".history table");
    const cells = [...table.rows].map((row) => [...row.cells].map(({ textContent }) => readable(textContent)));
    expect(cells.slice(0, 2)).to.deep.equal([
      ["End of", "Points", "Credits"],
      ["21 Nov 2026", "1,240", "48.50"],
    ]);
    const { days } = await client.members.balanceHistory("m_1048");
    expect(cells.length).to.equal(days.length + 1);
    expect(page.find(".history-table")?.tabIndex).to.equal(0);
  });

  it("say what expires, or can be spent, and when, and what has expired stands with the other figures", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    expect(readable(page.find('[data-currency="points"]')?.textContent)).to.match(/Expired [\d,]+/);
    await open(page);
    await page.says("What comes next");
    expect(readable(page.find(".history-next")?.textContent)).to.match(/Last day to spend [\d,]+: \d+ \w+ 20\d\d/);
  });

  it("of who has none say so, and a failure is tried again", async () => {
    const page = await showProfile(clientFor(tenant), { "member-id": "m_1201" }).ready();
    await breakNext(tenant, { path: "/balance-history", fault: problem(403, "forbidden") });
    await open(page);
    await page.says("Couldn't load the balances over time");
    await release(tenant);
    (await page.button("Try again")).click();
    await page.says("Nothing has been booked yet.");
  });

  it("are absent where the backend keeps none", async () => {
    const value = ["gifts", "tags", "changes"];
    await breakNext(tenant, { path: "/capabilities$", fault: { kind: "mutate", pointer: "/modules", value } });
    const page = await showProfile(clientFor(tenant)).ready();
    await page.seen("[part=chat-button]");
    expect(page.find(".over-time")).to.equal(null);
  });
});
