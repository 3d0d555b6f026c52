import { expect } from "@open-wc/testing";
import { define } from "../../../src/define.js";
import type { MemberErrorEvent } from "../../../src/events/member-events.js";
import { newTenant, readable, seedingMs, until, type Tenant } from "../backend.js";

await define();

/** Every element that draws, what it says where there is no token, and what it shows once there is. */
const surfaces: [markup: string, says: string, shows: string][] = [
  ['<member-profile member-id="m_1048"></member-profile>', "could not get a sign-in for you", "Noa Ben-David"],
  ['<member-profile external-id="crm_7"></member-profile>', "could not get a sign-in for you", "Not a member"],
  ['<member-actions-modal member-id="m_1048" open></member-actions-modal>', "Sign in again", "Add points"],
  ['<tag-editor member-id="m_1048"></tag-editor>', "Couldn't load the tags", "oat milk"],
];

describe("a token-url that refuses", () => {
  const { fetch } = window;
  let tenant: Tenant;
  let refuses = true;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    window.fetch = (input, init) => {
      if (input !== "/token") return fetch(input, init);
      return Promise.resolve(refuses ? new Response("", { status: 403 }) : Response.json({ token: tenant.tokens.ari }));
    };
  });
  after(() => {
    window.fetch = fetch;
  });
  afterEach(() => document.body.replaceChildren());

  for (const [markup, says, shows] of surfaces)
    it(`leaves words and a way out in ${markup}, and a word for the developer`, async () => {
      refuses = true;
      const told: MemberErrorEvent[] = [];
      const kit = document.createElement("member-kit");
      kit.addEventListener("member-error", (event) => told.push(event));
      kit.baseUrl = tenant.baseUrl;
      kit.tokenUrl = "/token";
      kit.innerHTML = markup;
      document.body.append(kit);
      const root = () => kit.firstElementChild!.shadowRoot!;
      await until(() => readable(root().textContent).includes(says), says);
      await until(() => told.length > 0, "a word for the developer");
      expect(told[0]?.target).to.equal(kit);
      expect(told[0]?.message).to.contain("token-url answered 403");
      expect(told[0]?.error).to.be.an("error");
      refuses = false;
      const again = [...root().querySelectorAll("button")].find((each) => readable(each.textContent) === "Try again");
      again!.click();
      await until(() => readable(root().textContent).includes(shows), shows);
    });
});
