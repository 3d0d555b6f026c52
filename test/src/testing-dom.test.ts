import { expect, nextFrame } from "@open-wc/testing";
import { define } from "../../src/define.js";
import { findByRole, member, pressAction } from "../../src/testing-dom.js";
import { clientFor, newTenant, seedingMs } from "./backend.js";

const rejection = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "",
    (error: unknown) => String(error),
  );

describe("what a host's own test presses in a page", () => {
  const page = document.createElement("div");
  before(async function () {
    this.timeout(seedingMs);
    await define({ prefix: "acme" });
    const client = clientFor(await newTenant());
    const kit = document.createElement("acme-member-kit");
    Object.assign(kit, { client });
    const profile = document.createElement("acme-member-profile");
    profile.setAttribute("member-id", "m_1048");
    kit.append(profile);
    page.append(kit);
    document.body.append(page);
  });
  after(() => page.remove());

  it("adds points in one line, and sees what came of it", async () => {
    const noa = member(page, { prefix: "acme" });
    expect(await noa.name()).to.equal("Noa Ben-David");
    const points = async () => Number((await noa.balance("points")).replaceAll(",", ""));
    const before = await points();
    expect(await noa.add("points", 100)).to.equal("100 points added");
    while ((await points()) !== before + 100) await nextFrame();
  });

  it("presses an action of the one profile that is handed over", async () => {
    const profile = page.querySelector("acme-member-profile") as Element;
    const said = await pressAction(profile, "redeem:points", { amount: 50, note: "By phone" }, { prefix: "acme" });
    expect(said).to.match(/^50 points/);
  });

  it("finds by role and name, through shadow roots, and says what there is not", async () => {
    expect((await findByRole(page, "heading", "Noa Ben-David")).localName).to.match(/^h\d$/);
    (await findByRole(page, "button", /^Actions/)).click();
    const dialog = await findByRole(page, "dialog", /Actions/);
    (await findByRole(dialog, "button", "Cancel")).click();
    expect(await rejection(findByRole(page, "button", "Fly", { timeoutMs: 1 }))).to.equal(
      'Error: There is no button "Fly", after 1 ms.',
    );
  });
});
