import { expect } from "@open-wc/testing";
import type { ActionCapability, Capabilities } from "../../../sdk/index.js";
import { coreOnly, narrowed, sayingOf } from "../../support/narrowed.js";
import { clientFor, newTenant, readable, requestsOf, seedingMs, until, type Tenant } from "../backend.js";
import { clear, stage, writesOf } from "./modal-page.js";

describe("what the capabilities say of an action, in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const clientOf = (narrow: (capabilities: Capabilities) => Capabilities) =>
    clientFor(tenant, "ari", { fetch: narrowed(narrow)((request) => fetch(request)) });
  const open = async (action: string, more: Partial<ActionCapability>, token = `${action}:points`) => {
    const page = await stage(clientOf(sayingOf(action, more)));
    await page.choose(token);
    return page;
  };

  it("U09 an optional field that the backend doesn't take is not shown, and not sent", async () => {
    const page = await open("add", { optionalFields: ["note"] });
    expect(page.all("[id^=field-]:is(input, select, textarea)").map(({ id }) => id)).to.deep.equal([
      "field-amount",
      "field-note",
    ]);
    expect(page.text).not.to.include("Expires");
    await page.type("#field-amount", "5");
    await page.type("#field-note", "Sorry");
    await page.previewed();
    await page.submit();
    expect(await page.receipt()).to.include("5 points added");
  });

  it("U09 a message that can't be written in own words is picked from the templates", async () => {
    const page = await open("send-sms", { optionalFields: ["templateId"] }, "send-sms");
    expect(page.text).not.to.include("Custom");
    expect(page.find("#field-templateId")).not.to.equal(null);
    expect(page.find("#field-body")).to.equal(null);
  });

  it("more than the backend's maximum is refused at the amount, before anything is sent", async () => {
    const page = await open("add", { maximum: 300 });
    expect(readable(page.find("#field-amount-help")?.textContent)).to.equal("At most 300 at a time.");
    await page.type("#field-amount", "301");
    await page.submit();
    expect(readable(page.find("#field-amount-error")?.textContent)).to.equal("At most 300.");
    expect((await requestsOf(tenant)).filter(({ path }) => /previews|actions\/add/.test(path))).to.deep.equal([]);
    await page.type("#field-amount", "300");
    await page.previewed();
    await page.submit();
    expect(await page.receipt()).to.include("300 points added");
  });

  it("an action is offered in its own currencies only, and asked for in another it is absent, not unknown", async () => {
    const client = clientOf(sayingOf("add", { currencies: ["credits"] }));
    const page = await stage(client);
    expect(page.tiles).to.include("Add credits").and.to.include("Redeem points").and.not.to.include("Add points");
    clear();
    const unknown: string[] = [];
    const learn = (event: Event) => unknown.push((event as Event & { message: string }).message);
    document.addEventListener("member-error", learn);
    const chosen = await stage(client, { attributes: { actions: "add:points add:credits add:gems" } });
    expect(chosen.tiles).to.deep.equal(["Add credits"]);
    await until(() => unknown.length > 0, "a word on add:gems");
    document.removeEventListener("member-error", learn);
    expect(unknown).to.have.length(1);
    expect(unknown[0]).to.contain('no action "add:gems"');
  });

  it("says at the note who reads it", async () => {
    const help = async (more: Partial<ActionCapability>) => {
      clear();
      const page = await open("add", more);
      return readable(page.find("#field-note-help")?.textContent);
    };
    expect(await help({})).to.equal("Only your team sees this.");
    expect(await help({ noteSeenBy: "internal" })).to.equal("Only your team sees this.");
    const seen = "Seen by Noa Ben-David too, not only by your team.";
    expect(await help({ noteSeenBy: "member" })).to.equal(seen);
    expect(await help({ noteSeenBy: "somebody of a newer contract" })).to.equal(seen);
  });

  const add = async (undo: string) => {
    const page = await open("add", { undo });
    await page.type("#field-amount", "5");
    await page.previewed();
    const before = page.text;
    await page.submit();
    await page.receipt();
    return { page, before };
  };

  for (const undo of ["none", "a way of a newer contract"])
    it(`what can be undone by "${undo}" offers no Undo and promises none`, async () => {
      const { page, before } = await add(undo);
      expect(`${before} ${page.text}`).not.to.match(/undo/i);
      expect(page.find("#undo")).to.equal(null);
    });

  it("an undo by an opposite entry says so before it is pressed, and claims no more once it is done", async () => {
    const { page, before } = await add("compensating");
    const words = "Undo books an opposite entry. It may not restore everything.";
    expect(before).to.include(words).and.not.to.include("Can be undone.");
    expect(page.text).to.include(words).and.not.to.include("exactly");
    await page.press("#undo");
    await page.says("An opposite entry was booked.");
    expect(page.text).not.to.include("Everything it changed");
    expect(await writesOf(tenant)).to.have.length(2);
  });

  it("U09 a backend of the smallest level is asked for no preview, and offers what it has", async () => {
    const page = await stage(clientOf(coreOnly));
    expect(page.tiles).to.deep.equal(["Add points", "Redeem points", "Add credits", "Redeem credits"]);
    await page.choose("add:points");
    await page.type("#field-amount", "5");
    expect(page.text).to.include("can't show beforehand").and.to.include("Can be undone.");
    await page.submit();
    expect(await page.receipt()).to.include("5 points added");
    expect((await requestsOf(tenant)).filter(({ path }) => path.includes("/previews/"))).to.deep.equal([]);
  });

  it("U09 an action that picks from a module which the backend lacks is absent", async () => {
    const page = await stage(
      clientOf((all) => ({ ...all, modules: ["gifts"] })),
      {
        attributes: { actions: "send-asset punch-card send-sms add-tag add:points" },
      },
    );
    expect(page.tiles).to.deep.equal(["Send asset", "Add points"]);
  });

  it("an estimate says about, and is not held against what happens", async () => {
    const sent: Request[] = [];
    const estimating = narrowed((all) => ({ ...all, preview: "estimate" }))((request) => {
      sent.push(request);
      return fetch(request);
    });
    const page = await stage(clientFor(tenant, "ari", { fetch: estimating }));
    await page.choose("add:points");
    await page.type("#field-amount", "500");
    await page.previewed();
    expect(page.text).to.include("An estimate. What happens may differ a little.");
    expect(page.text).to.include("about 1,740").and.to.include("about +500 points");
    await clientFor(tenant).actions.add("m_1048", { currency: "points", amount: 900 });
    await page.submit();
    const receipt = await page.receipt();
    expect(receipt).to.include("500 points added").and.to.include("2,640").and.not.to.include("about");
    expect(
      sent.filter(({ url }) => url.endsWith("/actions/add")).map(({ headers }) => headers.has("Preview-Match")),
    ).to.deep.equal([false]);
  });
});
