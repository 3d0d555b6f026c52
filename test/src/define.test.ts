import { expect } from "@open-wc/testing";
import { define } from "../../src/define.js";
import type { TagEditor } from "../../src/tag-editor/tag-editor.js";
import { clientFor, newTenant, seedingMs, until, type Tenant } from "./backend.js";

const names = ["member-kit", "member-profile", "tag-editor", "member-action", "member-actions-modal", "member-filter"];

describe("define()", () => {
  afterEach(() => document.body.replaceChildren());

  it("registers all elements before it returns, and defines nothing later", async () => {
    const later: string[] = [];
    const defined = define({ prefix: "all" });
    for (const name of names) expect(customElements.get(`all-${name}`), name).to.be.a("function");
    const { define: original } = CustomElementRegistry.prototype;
    CustomElementRegistry.prototype.define = function (name, ...rest) {
      later.push(name);
      original.call(this, name, ...rest);
    };
    try {
      await defined;
      const editor = document.createElement("all-tag-editor") as TagEditor;
      document.body.append(editor);
      await until(() => editor.shadowRoot?.querySelector("input"), "the input");
    } finally {
      CustomElementRegistry.prototype.define = original;
    }
    expect(later).to.deep.equal([]);
  });

  it("rejects where a prefix makes no valid tag", async () => {
    const error: unknown = await define({ prefix: "Acme" }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(DOMException);
  });

  it("U07 customElements.define twice: a tag that the page has taken is left alone", async () => {
    class Own extends HTMLElement {}
    customElements.define("taken-tag-editor", Own);
    await define({ prefix: "taken" });
    await define({ prefix: "taken" });
    expect(customElements.get("taken-tag-editor")).to.equal(Own);
    expect(customElements.get("taken-member-kit")).to.be.a("function");
  });

  describe("in a scoped registry", () => {
    let tenant: Tenant;
    before(async function () {
      // Firefox has none.
      if (!("initialize" in CustomElementRegistry.prototype)) this.skip();
      this.timeout(seedingMs);
      tenant = await newTenant();
    });

    it("U07 makes there what a profile draws, and nothing in the page's own", async () => {
      const registry = new CustomElementRegistry();
      await define({ prefix: "scoped", registry });
      const host = document.createElement("div");
      document.body.append(host);
      const root = host.attachShadow({ mode: "open", customElementRegistry: registry });
      root.innerHTML =
        '<scoped-member-kit><scoped-member-profile member-id="m_1048"></scoped-member-profile></scoped-member-kit>';
      (root.firstElementChild as HTMLElementTagNameMap["member-kit"]).client = clientFor(tenant);
      const profile = root.querySelector("scoped-member-profile")?.shadowRoot;
      const editor = await until(() => profile?.querySelector("scoped-tag-editor"), "the tag editor");
      await until(() => editor.shadowRoot?.querySelector("[part=tag]"), "the tags");
      (await until(() => profile?.querySelector<HTMLElement>("[part=actions-button]"), "the button")).click();
      const modal = await until(() => profile?.querySelector("scoped-member-actions-modal"), "the modal");
      await until(() => modal.shadowRoot?.querySelector("dialog[open] .tile"), "the menu");
      expect(editor).to.be.instanceOf(registry.get("scoped-tag-editor"));
      for (const name of names) expect(customElements.get(`scoped-${name}`), name).to.equal(undefined);
    });
  });
});
