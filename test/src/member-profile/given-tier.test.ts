import { expect } from "@open-wc/testing";
import type { Operation } from "../../../sdk/index.js";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  release,
  seedingMs,
  type Tenant,
  until,
} from "../backend.js";
import { clear, type ProfilePage, showProfile } from "./profile-page.js";

const lines = (page: ProfilePage) =>
  page.all("p.given").map((line) => [...line.children].map(({ textContent }) => readable(textContent)).join(" · "));

describe("a tier that the member was given", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    const client = clientFor(tenant);
    const give = async () => ({ ifMatch: (await client.members.get("m_1048")).etag ?? "" });
    const why = { note: "Moved from a partner's program", reasonCode: "goodwill" };
    await client.actions.changeTier("m_1048", { tierId: "gold", until: "2026-12-31", ...why }, await give());
    await client.actions.changeHiddenTier("m_1048", { hiddenTierId: "friend", note: "Brings friends" }, await give());
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  it("S3-11 says until when, by whom and why; so does one that only the team sees", async () => {
    const page = await showProfile(clientFor(tenant, "dana")).ready();
    await until(() => lines(page).length === 2, "both");
    expect(lines(page)).to.deep.equal([
      "Gold was given until 31 Dec 2026 · by Ari Cohen, 21 Nov 2026 · Goodwill · “Moved from a partner's program”",
      "Friend of the house was given, which only your team sees · by Ari Cohen, 21 Nov 2026 · “Brings friends”",
    ]);
  });

  it("names the rule that gave it, and says that it is for good", async () => {
    const send: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input instanceof Request ? input.url : input).includes("type=change-tier")) return answer;
      const page = (await answer.json()) as { data: Operation[] };
      const gave = (each: Operation): Operation => ({
        ...each,
        operator: null,
        source: "rule",
        cause: { id: "rule_move", name: "Welcome over" },
        tier: each.tier && { before: each.tier.before, after: each.tier.after },
        note: null,
        reasonCode: null,
      });
      return Response.json({ ...page, data: page.data.map(gave) });
    };
    const page = await showProfile(clientFor(tenant, "ari", { fetch: send })).ready();
    await until(() => lines(page).length === 2, "both");
    expect(lines(page)[0]).to.equal("Gold was given for good · by “Welcome over”, 21 Nov 2026");
  });

  it("can fail to say so alone, and is tried again", async () => {
    await breakNext(tenant, { path: "type=change-tier", fault: problem(403, "forbidden"), times: 20 });
    const page = await showProfile(clientFor(tenant)).ready();
    await page.says("Couldn't load who gave the tier");
    await release(tenant);
    (await page.button("Try again")).click();
    await page.says("Gold was given until");
  });

  it("is gone with its undo, and nothing is asked where a tier was earned", async () => {
    const client = clientFor(tenant);
    for (const type of ["change-tier", "change-hidden-tier"]) {
      const { data } = await client.members.activities("m_1048", { type }).first();
      for (const operation of data) await client.undo(operation);
    }
    const page = await showProfile(client).ready();
    await page.seen("[part=chat-button]");
    expect(lines(page)).to.deep.equal([]);
  });
});
