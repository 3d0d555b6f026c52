import { expect } from "@open-wc/testing";
import type { Client } from "../../../sdk/index.js";
import { people } from "../../../server/seed/people.js";
import { breakNext, clientFor, newTenant, release, seedingMs, type Tenant, until } from "../backend.js";
import { clear, type ModalPage, stage } from "./modal-page.js";

describe("an open form while others change the member", () => {
  let tenant: Tenant;
  let client: Client;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  beforeEach(() => {
    client = clientFor(tenant);
  });
  afterEach(clear);

  const elsewhere = (action: string, input: object) => clientFor(tenant).run(action, people.noa, input);

  /** A form that listens, with its preview. */
  const open = async (action: string): Promise<ModalPage> => {
    const page = await stage(client, { attributes: { action } });
    await page.seen("#submit");
    const changes = await client.changes();
    await until(() => changes.isLive, "a stream");
    return page;
  };

  it("keeps what is typed, previews it anew, and says that it did", async () => {
    const page = await open("add:points");
    await page.type("#field-amount", "50");
    await page.type("#field-note", "Sorry");
    await page.says("1,290");
    await page.previewed();
    await elsewhere("add", { currency: "points", amount: 5 });
    await page.says("1,295");
    await page.says("Here is the new preview");
    expect([page.value("#field-amount"), page.value("#field-note")]).to.deep.equal(["50", "Sorry"]);
    expect(page.focused?.id).to.equal("field-note");
  });

  it("says so where it can't be done any more", async () => {
    const page = await open("redeem:points");
    await page.type("#field-amount", "1000");
    await page.previewed();
    await elsewhere("redeem", { currency: "points", amount: 500 });
    await page.says("can't be done any more");
    expect(page.value("#field-amount")).to.equal("1000");
    await elsewhere("add", { currency: "points", amount: 500 });
    await page.says("1,245");
  });

  it("S0-13 tells on the receipt that the balance had moved since the preview, though it moved by the same", async () => {
    const page = await open("add:points");
    await page.type("#field-amount", "50");
    await page.says("1,295");
    await page.previewed();
    // The re-read preview is held up, so that what was seen is what is sent.
    await breakNext(tenant, { fault: { kind: "hold", at: "request" }, path: `/members/${people.noa}$`, times: 9 });
    await elsewhere("add", { currency: "points", amount: 5 });
    await page.submit();
    await page.says("Changed meanwhile");
    await page.says("The preview began at 1,245 points; by then there were 1,250 points.");
    await release(tenant);
  });
});
