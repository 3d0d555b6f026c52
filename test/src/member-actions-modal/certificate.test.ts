import { expect } from "@open-wc/testing";
import type { Certificate } from "../../../sdk/index.js";
import { breakNext, clientFor, doDueWork, newTenant, problem, release, seedingMs, type Tenant } from "../backend.js";
import { clear, stage } from "./modal-page.js";

describe("the certificate of an erasure in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  const files: Blob[] = [];
  const { createObjectURL } = URL;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    files.length = 0;
    URL.createObjectURL = (file: Blob) => {
      files.push(file);
      return createObjectURL(file);
    };
  });
  afterEach(() => {
    URL.createObjectURL = createObjectURL;
    clear();
  });

  const erase = async (action: string) => {
    const page = await stage(clientFor(tenant), { memberId: "m_scratch" });
    await page.choose(action);
    await page.type("#field-confirmation", "m_scratch");
    await page.submit();
    await page.receipt();
    await page.seen("#certificate");
    return page;
  };

  for (const action of ["delete", "anonymize", "opt-out"])
    it(`S0-21 S2-6 S3-2 the receipt of ${action} saves it as a file that names nobody`, async () => {
      const page = await erase(action);
      await doDueWork();
      await page.press("#certificate");
      await page.says("Saved as certificate-op_");
      const [file] = files;
      const { erasure, jws } = JSON.parse((await file?.text()) ?? "") as Certificate;
      expect([erasure.memberId, erasure.action]).to.deep.equal(["m_scratch", action]);
      expect(jws.split(".").length).to.equal(3);
      expect(page.text).to.include(`certificate-${erasure.operationId}.json`);
    });

  it("one that is not signed yet is waited for; one that can't be had says so, and is asked for again", async () => {
    const page = await erase("delete");
    const path = "/certificate$";
    await breakNext(tenant, { path, fault: problem(403, "forbidden") });
    await page.press("#certificate");
    await page.says("It couldn't be fetched. What was done stays done: try again.");
    await breakNext(tenant, { path, fault: { kind: "hold", at: "answer" } });
    await page.press("#certificate");
    await page.says("Waiting for the signature");
    expect((await page.seen("#certificate")).getAttribute("aria-disabled")).to.equal("true");
    await doDueWork();
    await release(tenant);
    await page.says("Saved as certificate-op_");
    expect(files.length).to.equal(1);
  });

  it("no other receipt offers one, and none does where the backend certifies nothing", async () => {
    const client = clientFor(tenant);
    const capabilities = await client.capabilities();
    const modules = capabilities.modules.filter((module) => module !== "certificates");
    expect(modules.length).to.equal(capabilities.modules.length - 1);
    const without = { ...client, capabilities: () => Promise.resolve({ ...capabilities, modules }) };
    const page = await stage(without, { memberId: "m_scratch" });
    await page.choose("delete");
    await page.type("#field-confirmation", "m_scratch");
    await page.submit();
    await page.receipt();
    expect(page.find("#certificate") === null).to.equal(true);
    clear();
    const other = await stage(client);
    await other.choose("add:points");
    await other.type("#field-amount", "5");
    await other.submit();
    await other.receipt();
    expect(other.find("#certificate") === null).to.equal(true);
  });
});
