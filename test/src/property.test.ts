import { expect } from "@open-wc/testing";
import type { LitElement } from "lit";
import { createClient } from "../../sdk/index.js";
import { define } from "../../src/define.js";
import type { ElementName } from "../../src/registration.js";

await define();

/** What a property is given, and what it is then. */
type Cases = readonly (readonly [given: unknown, taken: unknown])[];

const text = (otherwise: string | null, ...words: string[]): Cases => [
  ...words.map((word) => [word, word] as const),
  [12, "12"],
  [undefined, otherwise],
  [null, otherwise],
];
const flag: Cases = [
  [true, true],
  ["false", false],
  ["", true],
  [false, false],
  ["true", true],
  [null, false],
  [1, true],
  [0, false],
  [undefined, false],
];
const tags: Cases = [
  ["VIP, weekend", ["VIP", "weekend"]],
  [
    [" VIP", "", "a, b", null, 7],
    ["VIP", "a, b", "7"],
  ],
  [null, []],
  [12, ["12"]],
  [undefined, []],
];
const everybody = { combinator: "and", rules: [] };
const tagged = { combinator: "or", rules: [{ field: "tags", operator: "contains", value: "VIP" }] };
const object = (value: object): Cases => [
  [value, value],
  [undefined, null],
];

const client = createClient({ baseUrl: "https://loyalty.example/v1", getToken: () => "token" });

const properties: Readonly<Record<ElementName, Readonly<Record<string, Cases>>>> = {
  "member-kit": {
    baseUrl: text(null, "https://loyalty.example/v1"),
    tokenUrl: text(null, "/token"),
    locale: text(null, "he"),
    theme: text(null, "dark", "auto"),
    reference: text(null, "T-7"),
    getToken: object(() => "token"),
    client: object(client),
    messages: object({ actions: "Serve" }),
  },
  "member-profile": {
    memberId: text(null, "m_1"),
    externalId: text(null, "c_1"),
    actions: text(null, "add", ""),
    panels: text(null, "wallet"),
    readonly: flag,
    readOnly: flag,
    operator: text("info", "inline"),
    layout: text("auto", "compact", "full"),
    shortcuts: text("on", "off"),
  },
  "member-list": {
    for: text(null, "who"),
    filter: [
      [
        { combinator: "and", rules: [] },
        { combinator: "and", rules: [] },
      ],
      ['{"combinator":"or","rules":[]}', '{"combinator":"or","rules":[]}'],
      [null, null],
      [undefined, null],
    ],
    audienceId: text(null, "aud_1"),
    columns: text(null, "tier tags", ""),
    memberHref: text(null, "/customers/{id}"),
    actions: text(null, "add", ""),
    readonly: flag,
    readOnly: flag,
    shortcuts: text("on", "off"),
    state: object({ q: "", sort: { field: "name", direction: "ascending" }, cursors: [], opened: null }),
  },
  "member-filter": {
    value: [
      [everybody, everybody],
      [JSON.stringify(tagged), tagged],
      ["no JSON", everybody],
      [undefined, everybody],
      [null, everybody],
    ],
    audienceId: text(null, "aud_1"),
    name: text("", "audience"),
    readonly: flag,
    readOnly: flag,
    disabled: flag,
  },
  "tag-editor": {
    memberId: text(null, "m_1"),
    member: object({ id: "m_1", firstName: "Noa", tags: [] }),
    name: text("", "tags"),
    value: tags,
    readonly: flag,
    readOnly: flag,
    disabled: flag,
    required: flag,
  },
  "member-action": { name: text(null, "add:points"), label: text(null, "Sorry for the wait") },
  "member-actions-modal": {
    memberId: text(null, "m_1"),
    actions: text(null, "add", ""),
    action: text(null, "add:points"),
    values: object({ amount: "10" }),
    open: flag,
  },
};

type Element = LitElement & Record<string, unknown>;
const classOf = (tag: string) => customElements.get(tag) as unknown as typeof LitElement;
/** The attribute of a property; null: it has none. */
const attributeOf = (tag: string, name: string): string | null => {
  const attribute = classOf(tag).elementProperties.get(name)?.attribute;
  return attribute === false ? null : typeof attribute === "string" ? attribute : name.toLowerCase();
};

describe("the properties of an element", () => {
  afterEach(() => document.body.replaceChildren());

  for (const [tag, cases] of Object.entries(properties)) {
    it(`of ${tag} are all in this table`, () => {
      expect([...classOf(tag).elementProperties.keys()].sort()).to.deep.equal(Object.keys(cases).sort());
    });

    for (const [name, pairs] of Object.entries(cases)) {
      it(`${tag}.${name} takes what its attribute would, and what a framework passes`, () => {
        const element = document.createElement(tag) as Element;
        for (const [given, taken] of pairs) {
          element[name] = given;
          expect(element[name], `from ${String(given)}`).to.deep.equal(taken);
        }
      });

      it(`${tag}.${name} takes what was set before the element was defined`, async () => {
        for (const [index, [given, taken]] of pairs.entries()) {
          const prefix = `early-${name.toLowerCase()}-${index}`;
          const element = document.createElement(`${prefix}-${tag}`) as Element;
          element[name] = given;
          document.body.append(element);
          await define({ prefix });
          await element.updateComplete;
          expect(element[name], `from ${String(given)}`).to.deep.equal(taken);
          element.remove();
        }
      });

      const attribute = attributeOf(tag, name);
      if (attribute)
        it(`${tag} takes ${name} from its attribute, as HTML and as React before the definition write it`, () => {
          for (const [given, taken] of pairs.filter(([value]) => typeof value === "string"))
            for (const spelling of new Set([attribute, name.toLowerCase()])) {
              const element = document.createElement(tag) as Element;
              element.setAttribute(spelling, given as string);
              expect(element[name], `${spelling}="${given as string}"`).to.deep.equal(taken);
              element.removeAttribute(spelling);
              expect(element[name], `${spelling} taken away`).to.deep.equal(pairs.at(-1)?.[1]);
            }
        });
    }
  }
});
