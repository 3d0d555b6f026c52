import { expect } from "@open-wc/testing";
import { define } from "../../src/define.js";
import type { MemberProfile } from "../../src/member-profile/member-profile.js";
import { clientFor, newTenant, seedingMs, type Tenant, until } from "./backend.js";

await define();

describe("an element of the kit", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => document.body.replaceChildren());

  const show = async (): Promise<{ profile: MemberProfile; text: () => string }> => {
    document.body.innerHTML = '<member-kit><member-profile member-id="m_1048"></member-profile></member-kit>';
    const [kit, profile] = document.body.querySelectorAll<MemberProfile>("member-kit, member-profile");
    Object.assign(kit as Element, { client: clientFor(tenant) });
    const text = () => profile?.shadowRoot?.textContent ?? "";
    await until(() => text().includes("Noa Ben-David"), "the member");
    return { profile: profile as MemberProfile, text };
  };

  it("S14 is empty once it has left the page, whatever it is told there, and shows the member again when it is back", async () => {
    const { profile, text } = await show();
    const kit = profile.parentElement as Element;
    profile.remove();
    await until(() => !text().includes("Noa"), "nothing of the member");
    profile.operator = "inline";
    await profile.updateComplete;
    expect(text()).not.to.contain("Noa");
    kit.append(profile);
    await until(() => text().includes("Noa Ben-David"), "the member again");
  });

  it("is as it was where it is only moved", async () => {
    const { profile } = await show();
    const name = profile.shadowRoot?.querySelector('[part~="name"]');
    const box = document.createElement("div");
    (profile.parentElement as Element).append(box);
    box.append(profile);
    await new Promise((resolve) => setTimeout(resolve));
    await profile.updateComplete;
    expect(profile.shadowRoot?.querySelector('[part~="name"]') === name).to.equal(true);
  });

  it("S14 keeps what is typed in it from the host's document, and nothing that is typed into what stands in it", async () => {
    const heard: unknown[] = [];
    const hear = (event: Event) => heard.push((event as InputEvent).data);
    document.body.innerHTML = '<member-kit><input><tag-editor name="tags"></tag-editor></member-kit>';
    document.addEventListener("input", hear);
    const editor = document.querySelector("tag-editor")?.shadowRoot;
    await until(() => editor?.querySelector("input"), "the editor");
    const typed = (data: string) => new InputEvent("input", { data, bubbles: true, composed: true });
    editor?.querySelector("input")?.dispatchEvent(typed("a tag"));
    document.querySelector("member-kit > input")?.dispatchEvent(typed("the host's"));
    document.removeEventListener("input", hear);
    expect(heard).to.deep.equal(["the host's"]);
  });
});
