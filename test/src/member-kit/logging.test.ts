import { expect } from "@open-wc/testing";
import { define } from "../../../src/define.js";
import type { MemberLogEvent } from "../../../src/events/member-events.js";
import { newTenant, seedingMs, until, type Tenant } from "../backend.js";

describe("what a provider tells of its requests", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    await define();
  });
  afterEach(() => document.body.replaceChildren());

  it("S14 is heard at the page: route, outcome and duration of each, without anybody's data", async () => {
    const told: MemberLogEvent[] = [];
    const hear = (event: MemberLogEvent) => void told.push(event);
    document.addEventListener("member-log", hear as EventListener);
    try {
      document.body.innerHTML = "<member-kit><member-profile member-id='m_1048'></member-profile></member-kit>";
      const kit = document.querySelector("member-kit");
      if (kit) Object.assign(kit, { baseUrl: tenant.baseUrl, getToken: () => tenant.tokens.ari });
      const profile = document.querySelector("member-profile");
      await until(() => profile?.shadowRoot?.querySelector("[part=name]"), "the name");
      await until(() => told.length > 0, "a request to be told of");
      const [first] = told;
      expect(first?.target).to.equal(kit);
      expect(first?.log).to.include({ method: "POST", route: "/member-views", status: 200, outcome: "done" });
      expect(first?.log.durationMs).to.be.at.least(0);
      expect(JSON.stringify(told.map(({ log }) => log))).not.to.match(/Noa|m_1048/);
    } finally {
      document.removeEventListener("member-log", hear as EventListener);
    }
  });
});
