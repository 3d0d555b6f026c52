import { expect } from "@open-wc/testing";
import { clientFor, newTenant, readable, seedingMs, type Tenant, until } from "../backend.js";
import { clear, showProfile, type ProfilePage } from "./profile-page.js";

const dialog = (page: ProfilePage) => page.find("member-actions-modal")?.shadowRoot?.querySelector("dialog[open]");
const chat = (page: ProfilePage) => page.seen<HTMLButtonElement>("[part=chat-button]");
/** Once it is there, everything that comes after the first paint is. */
const settled = (page: ProfilePage) => until(() => page.find("[aria-keyshortcuts]"), "what is loaded later");

describe("writing to a member from their profile", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  it("S2-3 shows the name with a chat icon, the account's e-mail, the internal id and the support id", async () => {
    const page = await showProfile(clientFor(tenant)).ready();
    const button = await chat(page);
    expect(page.find("[part=name]")?.parentElement?.contains(button)).to.equal(true);
    const head = readable(page.find("[part=header]")?.textContent);
    expect(head).to.include("Noa Ben-David").and.to.include("m_1048").and.to.include("Support 7F3K-22");
    expect(page.panel("details")).to.match(/E-mail \S+@\S+/);
  });

  it("the icon opens the modal at the message, which is sent and stands in the activity", async () => {
    const client = clientFor(tenant);
    const page = await showProfile(client, { "member-id": "m_1012" }).ready();
    const button = await chat(page);
    expect([button.ariaLabel, button.title]).to.deep.equal(["Send a message", "Send a message"]);
    button.click();
    const field = await until(
      () => page.find("member-actions-modal")?.shadowRoot?.querySelector<HTMLTextAreaElement>("#field-body"),
      "the form",
    );
    expect(readable(dialog(page)?.textContent))
      .to.include("Send a message")
      .and.to.include("Mila Novak");
    field.value = "Hi {first_name}, we found your umbrella.";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await until(() => readable(dialog(page)?.textContent).includes("Hi Mila, we found your umbrella."), "the preview");
    await until(() => dialog(page)?.querySelector('.preview[aria-busy="false"] .bubble'), "the preview to be whole");
    dialog(page)?.querySelector<HTMLElement>("#submit")?.click();
    await until(() => dialog(page)?.querySelector("#done"), "the receipt");
    const { data } = await client.members.activities("m_1012").first();
    expect([data[0]?.action, data[0]?.message?.channel]).to.deep.equal(["send-message", "push"]);
  });

  it("is not there where the backend has no such action, the host's list leaves it out, or nothing may be written", async () => {
    const none = await newTenant({ directChannel: null });
    const fixed: readonly [Tenant, Record<string, string>][] = [
      [none, {}],
      [tenant, { actions: "add:points send-sms" }],
      [tenant, { readonly: "" }],
    ];
    for (const [of, attributes] of fixed) {
      const page = showProfile(clientFor(of), { "member-id": "m_1048", ...attributes });
      await page.ready();
      if (!page.profile.readonly) await settled(page);
      expect(page.find("[part=chat-button]")).to.equal(null);
      clear();
    }
  });

  it("is disabled, with the reason in words, for who may not", async () => {
    const page = await showProfile(clientFor(tenant, "viewer")).ready();
    const button = await chat(page);
    await until(() => button.ariaDisabled === "true", "the reason");
    expect(button.title).to.equal("Your role can't do this. Ask an administrator.");
    button.click();
    expect(page.find("member-actions-modal")).to.equal(null);
  });
});
