import { expect } from "@open-wc/testing";
import { define } from "../../../src/define.js";
import { clientFor, newTenant, readable, seedingMs, type Tenant, until } from "../backend.js";

await define();

const textOf = (element: Element): string => readable(element.shadowRoot?.textContent);

/** Each element with words of its own, in English and in German. */
const elements: readonly { readonly tag: string; readonly given: object; readonly en: string; readonly de: string }[] =
  [
    { tag: "member-profile", given: { memberId: "m_1048" }, en: "Activity", de: "Aktivität" },
    { tag: "member-list", given: {}, en: "Columns", de: "Spalten" },
    { tag: "member-filter", given: {}, en: "Condition", de: "Bedingung" },
    { tag: "member-actions-modal", given: { memberId: "m_1048", open: true }, en: "Add points", de: "Punkte" },
  ];

describe("a language that changes while the page lives", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => document.body.replaceChildren());

  for (const { tag, given, en, de } of elements)
    it(`is followed by ${tag}, there and back`, async () => {
      const kit = Object.assign(document.createElement("member-kit"), { client: clientFor(tenant), locale: "en" });
      const element = Object.assign(document.createElement(tag), given);
      kit.append(element);
      document.body.append(kit);
      await until(() => textOf(element).includes(en), `${en} in ${tag}`);
      kit.locale = "de";
      await until(() => textOf(element).includes(de), `${de} in "${textOf(element).slice(0, 200)}"`);
      kit.locale = "en";
      await until(() => textOf(element).includes(en) && !textOf(element).includes(de), `${en} again in ${tag}`);
      expect(kit.locale).to.equal("en");
    });

  it("leaves what is typed, and the focus, where they are", async () => {
    const kit = Object.assign(document.createElement("member-kit"), { client: clientFor(tenant), locale: "en" });
    const editor = document.createElement("tag-editor");
    kit.append(editor);
    document.body.append(kit);
    const input = await until(() => editor.shadowRoot?.querySelector("input"), "the field");
    input.focus();
    input.value = "likes oa";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    kit.locale = "de";
    await until(() => input.placeholder.includes("hinzufügen") || input.ariaLabel?.includes("hinzufügen"), "German");
    expect(editor.shadowRoot?.activeElement).to.equal(input);
    expect(input.value).to.equal("likes oa");
  });

  it("leaves a row of a filter that is not complete yet", async () => {
    const kit = Object.assign(document.createElement("member-kit"), { client: clientFor(tenant), locale: "en" });
    const filter = document.createElement("member-filter");
    kit.append(filter);
    document.body.append(kit);
    const rows = () => filter.shadowRoot?.querySelectorAll("select").length ?? 0;
    const add = await until(
      () =>
        [...(filter.shadowRoot?.querySelectorAll("button") ?? [])].find((b) => readable(b.textContent) === "Condition"),
      "the button",
    );
    const before = rows();
    add.click();
    await until(() => rows() > before, "a row");
    const added = rows();
    kit.locale = "de";
    await until(() => textOf(filter).includes("Bedingung"), "German");
    expect(rows()).to.equal(added);
  });

  const inKit = <Tag extends "member-profile" | "member-list" | "member-actions-modal">(tag: Tag, given: object) => {
    const kit = Object.assign(document.createElement("member-kit"), { client: clientFor(tenant), locale: "en" });
    const element = Object.assign(document.createElement(tag), given);
    kit.append(element);
    document.body.append(kit);
    const find = <E extends HTMLElement>(selector: string): Promise<E> =>
      until(() => element.shadowRoot?.querySelector<E>(selector), selector);
    return { kit, element, find };
  };

  it("leaves a form that is half filled in, and the focus in it", async () => {
    const given = { memberId: "m_1048", open: true, action: "add:points" };
    const { kit, element, find } = inKit("member-actions-modal", given);
    for (const [field, text] of [
      ["amount", "25"],
      ["note", "Sorry for the"],
    ] as const) {
      const input = await find<HTMLInputElement>(`#field-${field}`);
      input.focus();
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }
    const [amount, note] = [await find<HTMLInputElement>("#field-amount"), await find<HTMLInputElement>("#field-note")];
    kit.locale = "de";
    await until(() => textOf(element).includes("Abbrechen"), "German");
    expect([amount.isConnected, amount.value]).to.deep.equal([true, "25"]);
    expect([note.isConnected, note.value]).to.deep.equal([true, "Sorry for the"]);
    expect(element.shadowRoot?.activeElement).to.equal(note);
  });

  it("leaves who is selected in a list, what is searched for, and the focus", async () => {
    const { kit, element, find } = inKit("member-list", {});
    const search = await find<HTMLInputElement>("input[type=search]");
    search.focus();
    search.value = "Noa";
    search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const rows = () =>
      [...(element.shadowRoot?.querySelectorAll("tbody tr") ?? [])].map(({ textContent }) => textContent);
    await until(() => rows().length && rows().every((row) => row.includes("Noa")), "her row");
    const before = rows().length;
    const box = await find<HTMLInputElement>("tbody input");
    box.click();
    await find(".tools.chosen");
    box.focus();
    kit.locale = "de";
    await until(() => textOf(element).includes("ausgewählt"), "German");
    expect((await find<HTMLInputElement>("tbody input")).checked).to.equal(true);
    expect(rows().length).to.equal(before);
    expect(element.shadowRoot?.activeElement).to.equal(box);
  });

  it("leaves an entry of a profile that is open, and the focus on it", async () => {
    const { kit, element, find } = inKit("member-profile", { memberId: "m_1048" });
    const opener = await find<HTMLButtonElement>(".entry [aria-expanded]");
    opener.focus();
    opener.click();
    await until(() => opener.ariaExpanded === "true", "the entry to open");
    kit.locale = "de";
    await until(() => textOf(element).includes("Aktivität"), "German");
    await element.updateComplete;
    expect([opener.isConnected, opener.ariaExpanded]).to.deep.equal([true, "true"]);
    expect(element.shadowRoot?.activeElement).to.equal(opener);
  });
});
