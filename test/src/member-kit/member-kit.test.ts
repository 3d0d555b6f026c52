import { expect, nextFrame } from "@open-wc/testing";
import type { LitElement } from "lit";
import { define } from "../../../src/define.js";
import { languages } from "../../../src/locales/languages.js";
import { clientFor, newTenant, readable, seedingMs, until, type Tenant } from "../backend.js";

await define();

const clear = () => document.body.replaceChildren();
const put = (markup: string): HTMLElement => {
  const around = document.createElement("div");
  around.innerHTML = markup;
  document.body.append(around);
  return around;
};
const nameOf = (within: ParentNode, tag = "member-profile") =>
  within.querySelector(tag)?.shadowRoot?.querySelector("[part=name]")?.textContent;

describe("member-kit", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const complaint = (): Promise<string> =>
    new Promise((resolve) =>
      addEventListener("member-error", (event) => resolve((event as Event & { message: string }).message), {
        once: true,
      }),
    );

  it("makes its own client from base-url and getToken", async () => {
    const around = put(
      `<member-kit base-url="${tenant.baseUrl}"><member-profile member-id="m_1048"></member-profile></member-kit>`,
    );
    around.querySelector("member-kit")!.getToken = () => tenant.tokens.ari;
    await until(() => nameOf(around) === "Noa Ben-David", "Noa");
  });

  it("says what is missing, once the page had its turn", async () => {
    const told = complaint();
    put("<member-kit></member-kit>");
    expect(await told).to.contain("base-url");
  });

  const { protocol, hostname } = location;
  for (const origin of ["https://elsewhere.example", `${protocol}//${hostname}:1`, `https://${hostname}`, "data:"])
    it(`asks for tokens on the page's own origin only, not on ${origin}`, async () => {
      const told = complaint();
      put(`<member-kit base-url="${tenant.baseUrl}" token-url="${origin}/token"></member-kit>`);
      expect(await told).to.contain("own origin");
    });

  it("draws nothing of its own, and decides light or dark", async () => {
    const kit = put('<member-kit theme="dark" locale="en"><p></p></member-kit>').querySelector("member-kit")!;
    kit.client = clientFor(tenant);
    await kit.updateComplete;
    expect(getComputedStyle(kit).display).to.equal("contents");
    expect(getComputedStyle(kit.querySelector("p")!).colorScheme).to.equal("dark");
  });

  describe('with theme="auto"', () => {
    const { documentElement: page } = document;
    const marks: Record<string, [dark: () => void, light: () => void]> = {
      "a class": [() => page.classList.add("dark"), () => page.classList.remove("dark")],
      "data-theme": [() => (page.dataset.theme = "dark"), () => (page.dataset.theme = "light")],
      "Bootstrap's attribute": [() => (page.dataset.bsTheme = "dark"), () => (page.dataset.bsTheme = "light")],
    };
    afterEach(() => {
      page.classList.remove("dark");
      delete page.dataset.theme;
      delete page.dataset.bsTheme;
    });
    const show = (markup: string) => {
      const kit = put(markup).querySelector("member-kit")!;
      const scheme = () => getComputedStyle(kit.querySelector("p")!).colorScheme;
      return { kit, turns: (to: string) => until(() => scheme() === to, to) };
    };

    for (const [name, [dark, light]] of Object.entries(marks))
      it(`follows a page that is marked dark by ${name}, while it lives`, async () => {
        dark();
        const { turns } = show('<member-kit theme="auto"><p></p></member-kit>');
        await turns("dark");
        light();
        await turns(name === "a class" ? "normal" : "light");
        dark();
        await turns("dark");
      });

    it("takes the nearest mark, out of shadow roots, and that of its new place when it is moved", async () => {
      page.classList.add("dark");
      const { kit, turns } = show('<div class="light"><member-kit theme="auto"><p></p></member-kit></div>');
      await turns("light");
      const inside = put('<div data-theme="dark"><div></div></div>').querySelector("div div")!;
      inside.attachShadow({ mode: "open" }).append(kit);
      await turns("dark");
    });

    it("without a mark it is as the page's color-scheme, and no longer follows once it is set", async () => {
      const { kit, turns } = show(
        '<div style="color-scheme: dark"><member-kit theme="auto"><p></p></member-kit></div>',
      );
      await turns("dark");
      kit.parentElement!.classList.add("light");
      await turns("light");
      kit.theme = "dark";
      await turns("dark");
      kit.theme = null;
      await turns("dark");
    });
  });

  it("is found by elements that were upgraded before it", async () => {
    const around = put('<later-kit><member-profile member-id="m_1048"></member-profile></later-kit>');
    const { MemberKit } = await import("../../../src/member-kit/member-kit.js");
    customElements.define("later-kit", class extends MemberKit {});
    (around.querySelector("later-kit") as InstanceType<typeof MemberKit>).client = clientFor(tenant);
    await until(() => nameOf(around) === "Noa Ben-David", "Noa");
  });

  it("two prefixes share a page, each with children of its own prefix", async () => {
    await define({ prefix: "acme" });
    await define({ prefix: "acme" });
    const around = put(
      '<acme-member-kit><acme-member-profile member-id="m_1048"></acme-member-profile></acme-member-kit>',
    );
    (around.querySelector("acme-member-kit") as HTMLElementTagNameMap["member-kit"]).client = clientFor(tenant);
    await until(() => nameOf(around, "acme-member-profile") === "Noa Ben-David", "Noa");
    const root = around.querySelector("acme-member-profile")!.shadowRoot!;
    await until(() => root.querySelector("acme-tag-editor"), "the tag editor");
    expect(root.querySelector("tag-editor")).to.equal(null);
  });

  for (const lang of ["en_US", "he_IL", "not a language"])
    it(`U07 draws a profile in a page with lang="${lang}"`, async () => {
      const { documentElement } = document;
      const before = documentElement.lang;
      documentElement.lang = lang;
      try {
        const around = put('<member-kit><member-profile member-id="m_1048"></member-profile></member-kit>');
        around.querySelector("member-kit")!.client = clientFor(tenant);
        await until(() => nameOf(around) === "Noa Ben-David", "Noa");
        const words = lang === "he_IL" ? "הסכמות" : "Consents";
        const { shadowRoot } = around.querySelector("member-profile")!;
        await until(() => readable(shadowRoot?.textContent).includes(words), words);
      } finally {
        documentElement.lang = before;
      }
    });

  /** Sets the page's language, and gives back what it was. */
  const speak = (lang: string): string => {
    const { documentElement } = document;
    const before = documentElement.lang;
    documentElement.lang = lang;
    return before;
  };
  const oneMember = () => {
    const around = put(
      '<member-kit><member-profile member-id="m_1048" panels="consents"></member-profile></member-kit>',
    );
    const kit = around.querySelector("member-kit")!;
    kit.client = clientFor(tenant);
    const shown = () => readable(around.querySelector("member-profile")?.shadowRoot?.textContent);
    const says = (words: string) => until(() => shown().includes(words), words);
    return { kit, says };
  };

  it("follows the page's language while it lives, where it has no locale of its own", async () => {
    const { kit, says } = oneMember();
    await says("Consents");
    const before = speak("he");
    try {
      await says("הסכמות");
      kit.locale = "en";
      await says("Consents");
      speak("he-IL");
      await nextFrame();
      await says("Consents");
    } finally {
      speak(before);
    }
  });

  it("says a host's own texts in place of the kit's, in its language and in English", async () => {
    const { kit, says } = oneMember();
    kit.messages = { consents: "Permissions", "channel.email": "Letters" };
    await says("Permissions");
    await says("Letters");
    kit.locale = "he";
    await says("פעולות");
    await says("Permissions");
    kit.messages = null;
    await says("הסכמות");
  });

  it("speaks a language that the host brings, with its plurals", async () => {
    const { kit, says } = oneMember();
    kit.locale = "sl";
    const few = "še {count} žigi";
    kit.messages = {
      "punches.more": { one: "še {count} žig", two: "še {count} žiga", few, other: "še {count} žigov" },
    };
    kit.querySelector("member-profile")!.panels = "wallet";
    await says("še 3 žigi");
  });

  it("speaks the language that was chosen last, whichever words come last", async () => {
    const { profile, modal } = languages.he!;
    let give: () => void = () => undefined;
    const given = new Promise<void>((resolve) => (give = resolve));
    Object.assign(languages.he!, { profile: () => given.then(profile), modal: () => given.then(modal) });
    const around = put(
      '<member-kit><member-profile member-id="m_1048" panels="consents"></member-profile>' +
        '<member-actions-modal member-id="m_1048" open></member-actions-modal></member-kit>',
    );
    const kit = around.querySelector("member-kit")!;
    kit.client = clientFor(tenant);
    const roots = [...kit.children].map(({ shadowRoot }) => shadowRoot!);
    await until(() => nameOf(around) && roots[1]?.querySelector(".tile"), "the profile and the menu");
    for (const locale of ["he", "en"]) {
      kit.locale = locale;
      await kit.updateComplete;
      await Promise.all([...kit.children].map((element) => (element as LitElement).updateComplete));
    }
    give();
    await Promise.all([languages.he!.profile(), languages.he!.modal()]);
    await nextFrame();
    Object.assign(languages.he!, { profile, modal });
    for (const root of roots) expect(readable(root.textContent)).not.to.match(/[\u0590-\u05ff]/);
  });

  it("speaks its locale, and changes it without reading anything anew", async () => {
    const around = put(
      '<member-kit><member-profile member-id="m_1048" panels="consents"></member-profile></member-kit>',
    );
    const kit = around.querySelector("member-kit")!;
    kit.client = clientFor(tenant);
    await until(() => nameOf(around), "a member");
    kit.locale = "he";
    const root = around.querySelector("member-profile")!.shadowRoot!;
    await until(() => readable(root.textContent).includes("הסכמות"), "Hebrew");
    expect(readable(root.textContent)).not.to.contain("Consents");
  });
});
