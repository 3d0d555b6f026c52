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
import { clear, showProfile } from "../profile-page.js";

describe("consents in member-profile", function () {
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

  it("S1-2 stand with their evidence: by whom it was recorded and how the member said so", async () => {
    const client = clientFor(tenant);
    await client.actions.setConsent("m_1048", {
      channel: "sms",
      granted: true,
      evidence: "Ticked the box of form 12-A",
    });
    const page = await showProfile(client).ready();
    await until(() => page.panel("consents").includes("form 12-A"), "the evidence");
    const sms = page.all(".consent").find((row) => readable(row.textContent).startsWith("SMS"));
    expect(readable(sms?.textContent)).to.match(/^SMSAgreed .*by Ari .*Ticked the box of form 12-A$/);
  });

  it("show no evidence that was undone", async () => {
    const client = clientFor(tenant);
    const receipt = await client.actions.setConsent("m_1012", {
      channel: "push",
      granted: false,
      evidence: "By phone",
    });
    await client.undo(receipt);
    const page = await showProfile(client, { "member-id": "m_1012" }).ready();
    await until(() => page.panel("consents").includes("Push"), "the consents");
    expect(page.panel("consents")).not.to.contain("By phone");
  });

  it("stand where their evidence can't be read, which is tried again", async () => {
    // Whoever is told of a change a moment before reads once more.
    await breakNext(tenant, { path: "type=set-consent", fault: problem(400, "odd"), times: 9 });
    const page = await showProfile(clientFor(tenant), { "member-id": "m_1048" }).ready();
    await until(() => page.panel("consents").includes("Couldn't load the evidence."), "the failure");
    expect(page.panel("consents")).to.contain("SMS");
    await release(tenant);
    (await page.button("Try again", page.find(".consents-panel") as HTMLElement)).click();
    await until(() => !page.panel("consents").includes("Couldn't"), "another try");
  });
});
