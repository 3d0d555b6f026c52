import { expect, nextFrame } from "@open-wc/testing";
import { emulateMedia, setViewport } from "@web/test-runner-commands";
import type { LitElement } from "lit";
import type { Client } from "../../sdk/index.js";
import { define } from "../../src/define.js";
import { clientFor, newTenant, readable, requestsOf, seedingMs, until, type Tenant } from "./backend.js";

await define();

/** Each of the elements that read, as a page has it, and a part that is there once it has read. */
const elements = {
  "member-profile": { markup: '<member-profile member-id="m_1048"></member-profile>', part: "[part=name]" },
  "member-list": { markup: "<member-list></member-list>", part: "tbody tr" },
  "member-filter": {
    markup: `<member-filter value='{"combinator":"and","rules":[{"field":"tags","operator":"contains","value":"VIP"}]}'></member-filter>`,
    part: "[part=count][aria-busy=false]",
  },
  "tag-editor": { markup: '<tag-editor member-id="m_1048"></tag-editor>', part: "[part=tag]" },
} as const;
type Name = keyof typeof elements;
const names = Object.keys(elements) as Name[];

describe("embedded in a page", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    document.body.replaceChildren();
    document.body.style.cssText = "";
    await emulateMedia({ media: "screen" });
    await setViewport({ width: 800, height: 600 });
  });

  const put = (client: Client, markup: string) => {
    const kit = document.createElement("member-kit");
    kit.client = client;
    kit.insertAdjacentHTML("beforeend", markup);
    document.body.append(kit);
    return kit;
  };
  const partOf = (root: ParentNode, name: Name): Promise<HTMLElement> =>
    until(
      () => root.querySelector(name)?.shadowRoot?.querySelector<HTMLElement>(elements[name].part),
      `${elements[name].part} of ${name}`,
    );
  const rootOf = (within: ParentNode, name: string) => within.querySelector(name)?.shadowRoot as ShadowRoot;

  for (const name of names)
    it(`${name} reads anew once the host asks for it`, async () => {
      const kit = put(clientFor(tenant), elements[name].markup);
      // Nothing is wrong with asking too early.
      kit.querySelector(name)?.refresh();
      await partOf(kit, name);
      const reads = async () =>
        (await requestsOf(tenant)).filter(({ path }) => /members|member-views|audience-queries/.test(path)).length;
      const before = await reads();
      kit.querySelector(name)?.refresh();
      while ((await reads()) <= before) await nextFrame();
      await partOf(kit, name);
    });

  for (const name of ["member-list", "member-filter"] as const)
    it(`${name} on paper is black on white, with nothing to press`, async () => {
      const kit = put(clientFor(tenant), elements[name].markup);
      kit.theme = "dark";
      const part = await partOf(kit, name);
      await emulateMedia({ media: "print" });
      const root = rootOf(kit, name);
      const controls = [...root.querySelectorAll<HTMLElement>("button, select, input, textarea")];
      const names = ".open, .sort";
      expect(controls.filter((each) => each.checkVisibility() && !each.matches(names))).to.deep.equal([]);
      expect(part.checkVisibility()).to.equal(true);
      expect(getComputedStyle(part).color).to.equal("rgb(0, 0, 0)");
      expect(getComputedStyle(kit.querySelector(name) as Element).colorScheme).to.equal("light");
    });

  it("the receipt of an action on paper is all of it, with nothing to press", async () => {
    const kit = put(
      clientFor(tenant),
      '<member-actions-modal member-id="m_1048" action="add-note" open></member-actions-modal>',
    );
    const root = () => rootOf(kit, "member-actions-modal");
    const note = await until(() => root().querySelector<HTMLTextAreaElement>("textarea"), "the form");
    note.value = "Called about a receipt";
    note.dispatchEvent(new Event("input", { bubbles: true }));
    (await until(() => root().querySelector<HTMLElement>("#submit:not([aria-disabled=true])"), "the button")).click();
    await until(() => root().querySelector("#done"), "the receipt");
    await emulateMedia({ media: "print" });
    const shown = [...root().querySelectorAll<HTMLElement>("button, input, textarea")].filter(
      (each) => each.checkVisibility() && !each.matches(".copy"),
    );
    expect(shown).to.deep.equal([]);
    expect(getComputedStyle(root().querySelector("dialog") as Element).boxShadow).to.equal("none");
    expect(readable(root().textContent)).to.include("Note added");
  });

  for (const zoom of ["0.8", "1.5"])
    it(`under a body with zoom ${zoom}, the modal is whole, and a list stands below its input`, async () => {
      await setViewport({ width: 640, height: 480 });
      document.body.style.zoom = zoom;
      const kit = put(
        clientFor(tenant),
        `<tag-editor></tag-editor><member-actions-modal member-id="m_1048"></member-actions-modal>`,
      );
      const editor = kit.querySelector("tag-editor");
      const input = await until(() => editor?.shadowRoot?.querySelector("input"), "the input");
      input.focus();
      input.value = "v";
      input.dispatchEvent(new Event("input", { bubbles: true }));
      const list = await until(() => editor?.shadowRoot?.querySelector("[role=listbox]"), "the suggestions");
      const box = editor?.shadowRoot?.querySelector(".tagbox") as Element;
      const gap = list.getBoundingClientRect().top - box.getBoundingClientRect().bottom;
      expect(gap).to.be.within(-2, 12);
      expect(list.getBoundingClientRect().left).to.be.closeTo(box.getBoundingClientRect().left, 2);

      const modal = kit.querySelector("member-actions-modal");
      if (modal) modal.open = true;
      const dialog = await until(() => rootOf(kit, "member-actions-modal").querySelector("dialog[open]"), "the modal");
      await until(() => dialog.querySelector(".tile"), "the menu");
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      expect(left).to.be.at.least(0);
      expect(top).to.be.at.least(0);
      expect(right).to.be.at.most(innerWidth);
      expect(bottom).to.be.at.most(innerHeight);
    });

  it("moved into another document, every element keeps its look and goes on", async () => {
    const kit = put(clientFor(tenant), names.map((name) => elements[name].markup).join(""));
    for (const name of names) await partOf(kit, name);
    const looks = () =>
      names.map((name) => {
        const { display, fontWeight, paddingInlineStart } = getComputedStyle(
          rootOf(kit, name).querySelector(elements[name].part) as Element,
        );
        return [name, display, fontWeight, paddingInlineStart];
      });
    const before = looks();
    const frame = document.createElement("iframe");
    frame.style.cssText = "inline-size: 780px; block-size: 500px";
    document.body.append(frame);
    const other = frame.contentDocument as Document;
    other.body.append(other.adoptNode(kit));
    for (const name of names) await partOf(other, name);
    expect(kit.ownerDocument).to.equal(other);
    expect(looks()).to.deep.equal(before);
    // What is loaded from now on is worn, too.
    const profile = rootOf(other, "member-profile");
    (await until(() => profile.querySelector<HTMLElement>("[part=actions-button]"), "Actions")).click();
    const menu = await until(
      () => profile.querySelector("member-actions-modal")?.shadowRoot?.querySelector(".tile"),
      "the menu",
    );
    expect(getComputedStyle(menu).display).to.equal("grid");
    other.documentElement.lang = "he";
    await until(() => readable(profile.textContent).includes("פעולות"), "the frame's language");
    document.body.append(document.adoptNode(kit));
    for (const name of names) await partOf(kit, name);
    expect(looks()).to.deep.equal(before);
  });

  for (const name of names)
    it(`${name} outside a kit says so, and works once it is put into one`, async () => {
      document.body.insertAdjacentHTML("beforeend", elements[name].markup);
      const element = document.querySelector(name) as LitElement;
      element.addEventListener("member-error", (event) => event.stopPropagation());
      await until(() => readable(element.shadowRoot?.textContent).includes("not connected"), "what is wrong");
      put(clientFor(tenant), "").append(element);
      await partOf(document, name);
      expect(readable(element.shadowRoot?.textContent)).not.to.include("not connected");
    });
});
