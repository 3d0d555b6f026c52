import { expect } from "@open-wc/testing";
import { clientFor, newTenant, until, type Tenant, seedingMs } from "../backend.js";
import { clear, showProfile } from "./profile-page.js";

const attacks = [
  "<img src=x onerror=window.hit=1>",
  "<script>window.hit=1</script>",
  '"><svg onload=window.hit=1>',
  "${window.hit=1}",
  "{{constructor.constructor('window.hit=1')()}}",
  "javascript:window.hit=1",
  "</template><iframe srcdoc='<script>parent.hit=1</script>'>",
];

describe("text of others in a profile", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S01 stays text in tags, notes and references: no element, no execution", async () => {
    const client = clientFor(tenant);
    await Promise.all(
      attacks.flatMap((attack) => [
        client.actions.addTag("m_1048", { tag: attack.slice(0, 64) }),
        client.actions.add("m_1048", { currency: "points", amount: 1, note: attack, reference: attack.slice(0, 100) }),
      ]),
    );
    const page = await showProfile(client).ready();
    for (const button of page.all<HTMLButtonElement>('button[aria-label^="Show who did it"]')) button.click();
    await page.says(attacks[0] as string);
    const editor = page.tagEditor.shadowRoot as ShadowRoot;
    await until(() => editor.querySelectorAll("[part=tag]").length > attacks.length, "the tags");
    for (const root of [page.root, editor])
      expect(root.querySelectorAll("img, script, iframe, svg[onload], [onerror]")).to.have.length(0);
    for (const attack of attacks) {
      expect(page.root.textContent).to.contain(attack);
      expect(editor.textContent).to.contain(attack.slice(0, 64));
    }
    expect(window).not.to.have.property("hit");
  });
});
