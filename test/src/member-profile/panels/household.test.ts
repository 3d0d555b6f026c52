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
} from "../../backend.js";
import { clear, type ProfilePage, showProfile } from "../profile-page.js";

const MILA = { "member-id": "m_1012" };

describe("a member's household", function () {
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

  const rows = (page: ProfilePage) => page.all(".household-panel li").map((row) => readable(row.textContent));
  const shown = async (page: ProfilePage) => {
    await until(() => rows(page).length, "its members");
    return readable(page.find(".household-panel")?.textContent);
  };
  const amounts = async (...ids: readonly string[]) => {
    const client = clientFor(tenant);
    const members = await Promise.all(ids.map((id) => client.members.get(id)));
    return members.map(({ value }) => value.accounts.map(({ spendable }) => spendable));
  };

  it("is its name, its members with their parts, and what they could spend together", async () => {
    const page = showProfile(clientFor(tenant), MILA);
    const text = await shown(page);
    const parts = await amounts("m_1012", "m_1035", "m_1063");
    const points = parts.map(([own = 0]) => own.toLocaleString("en"));
    const together = parts.reduce((sum, [own = 0]) => sum + own, 0).toLocaleString("en");
    expect(text).to.contain("12 Station Road").and.to.contain(`Points together ${together}`);
    const [mila = "", ines = ""] = rows(page);
    expect(mila).to.match(new RegExp(`Mila Novak Head ${points[0]} points ?[\\d.]+ credits Shown here$`));
    expect(ines).to.match(new RegExp(`Ines Park ${points[1]} points ?[\\d.]+ credits Open: Ines Park$`));
    expect(page.find('.household-panel [aria-current="true"]')?.textContent).to.contain("Mila");
  });

  it("says that actions touch the one on the screen alone, unless there are none", async () => {
    const page = showProfile(clientFor(tenant), MILA);
    expect(await shown(page)).to.contain("Actions here change Mila's own balances only.");
    clear();
    const readonly = showProfile(clientFor(tenant), { ...MILA, readonly: "" });
    expect(await shown(readonly)).not.to.contain("Actions here");
  });

  it("opens the others here, unless the host page does", async () => {
    const page = await showProfile(clientFor(tenant), MILA).ready();
    const heard: [string, boolean][] = [];
    const listen = (keep: boolean) =>
      page.profile.addEventListener(
        "member-open",
        (event) => {
          if (keep) event.preventDefault();
          heard.push([event.memberId, event.bubbles && event.composed]);
        },
        { once: true },
      );
    listen(true);
    (await page.button("Open: Ines Park")).click();
    expect([heard, page.profile.memberId]).to.deep.equal([[["m_1035", true]], "m_1012"]);
    listen(false);
    (await page.button("Open: Ines Park")).click();
    await until(() => readable(page.find("[part=name]")?.textContent).includes("Ines Park"), "her profile");
    await page.says("Actions here change Ines's own balances only.");
    expect(await page.button("Open: Mila Novak")).to.be.instanceOf(HTMLButtonElement);
  });

  it("is read once it is in view, and neither read nor framed for who is of none, or where the program has none", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    await page.seen(".behaviour-panel");
    expect(page.find(".household-panel")).to.equal(null);
    expect((await requestsOf(tenant)).filter(({ path }) => path.endsWith("/m_1048/household"))).to.deep.equal([]);
    clear();
    const without = await newTenant({ modules: ["gifts", "tags"] });
    const other = await showProfile(clientFor(without), MILA).ready();
    expect(other.find(".household-panel")).to.equal(null);
    expect((await requestsOf(without)).filter(({ path }) => path.endsWith("/household"))).to.deep.equal([]);
  });

  it("fails and is tried again alone, says where the role may not see it, and is absent where the backend can't tell after all", async () => {
    await breakNext(tenant, { path: "/household", fault: problem(400, "odd") });
    const page = showProfile(clientFor(tenant), MILA);
    await page.says("Couldn't load the household");
    (await page.button("Try again")).click();
    await shown(page);
    clear();
    await breakNext(tenant, { path: "/household", fault: problem(403, "forbidden") });
    const refused = showProfile(clientFor(tenant), MILA);
    await refused.says("Your role can't see this");
    clear();
    await breakNext(tenant, { path: "/household", fault: problem(501, "capability-not-supported") });
    const without = await showProfile(clientFor(tenant), MILA).ready();
    await until(() => !without.find(".household-panel"), "the panel to go");
  });

  it("is read anew after an action, and leaves out a total that can't be told", async () => {
    const value = null;
    await breakNext(tenant, {
      path: "/household",
      fault: { kind: "mutate", pointer: "/household/accounts/0/spendable", value },
    });
    const client = clientFor(tenant);
    const page = showProfile(client, MILA);
    expect(await shown(page)).not.to.contain("Points together");
    await client.actions.add("m_1012", { currency: "points", amount: 5 });
    await page.says("Points together");
    const [[points = 0] = []] = await amounts("m_1012");
    await until(() => rows(page)[0]?.includes(points.toLocaleString("en")), "her new part");
  });
});
