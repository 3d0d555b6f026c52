import { expect } from "@open-wc/testing";
import { render } from "lit";
import {
  amountField,
  countField,
  dateField,
  flagField,
  giftField,
  memberField,
  moneyField,
  multilineField,
  tagField,
  textField,
  type Field,
} from "../../../../sdk/contract/fields.js";
import { catalogue } from "../../../../sdk/contract/index.js";
import { inputSchemaOf } from "../../../../sdk/contract/input-schema.js";
import type { FieldView } from "../../../../src/fields/field-view.js";
import { kinds } from "../../../../src/fields/kinds/index.js";
import type { FormContext } from "../../../../src/fields/kinds/kind.js";

interface Sample {
  field: Field;
  typed: string;
  /** What the wire carries. */
  value: unknown;
}

const currency = { code: "credits", kind: "credits", scale: 2, label: "credits" };

/** The contract's own schema of an action that asks for this field. */
const schemaOf = (field: Field) => inputSchemaOf({ ...catalogue.add, fields: { it: field }, example: {} });

/** What an operator types into each kind of field. Null: no form draws it. */
const samples: Readonly<Record<Field["kind"], Sample | null>> = {
  amount: { field: amountField("Amount"), typed: "48.50", value: 4850 },
  choice: { field: giftField("Gift"), typed: "gift_pastry", value: "gift_pastry" },
  count: { field: countField("Punches"), typed: "3", value: 3 },
  date: { field: dateField("Expires"), typed: "2026-12-31", value: "2026-12-31" },
  money: { field: moneyField("Paid"), typed: "12.50", value: 1250 },
  member: { field: memberField("To"), typed: "m_1", value: "m_1" },
  flag: { field: flagField("Force"), typed: "true", value: true },
  multiline: { field: multilineField("Note"), typed: " Sorry\nfor it ", value: "Sorry\nfor it" },
  tag: { field: tagField("Tag"), typed: " VIP", value: "VIP" },
  text: { field: textField("Subject"), typed: "Hello ", value: "Hello" },
  currency: null,
  changes: null,
  properties: null,
  picks: null,
  confirmation: null,
};

const context: FormContext = {
  form: { currency },
  none: (_entry, label) => label,
  option: (_entry, _value, label) => label,
  list: () => ({
    state: "ready",
    options: [{ id: "gift_pastry", name: "Pastry", note: null, stock: null, until: null }],
    error: null,
  }),
  reload: () => undefined,
  members: () => ({
    state: "ready",
    options: [{ id: "m_1", name: "Mila", note: null, stock: null, until: null }],
    error: null,
  }),
  reloadMembers: () => undefined,
  query: () => "",
  search: () => undefined,
  segments: null,
};

const draw = (field: Field, changes: Partial<FieldView> = {}, options = context): ParentNode => {
  const place = document.createElement("div");
  const view = {
    id: "field-it",
    label: field.label,
    help: null,
    required: true,
    value: undefined,
    error: null,
    remedies: [],
    locked: false,
  };
  const calls = { t: (id: string) => id, change: () => undefined, leave: () => undefined };
  render(kinds[field.kind]?.draw({ ...view, ...calls, ...changes }, { name: "it", field }, options), place);
  return place;
};

describe("kinds of fields", () => {
  for (const [name, sample] of Object.entries(samples)) {
    const kind = kinds[name as Field["kind"]];
    if (!sample) {
      it(`${name} is drawn by no form`, () => expect(kind).to.equal(null));
      continue;
    }
    const { field, typed, value } = sample;

    it(`${name} is drawn with its label and an input that is found by its id`, () => {
      const drawn = draw(field);
      expect(drawn.querySelector("label, legend")?.textContent).to.contain(field.label);
      expect(drawn.querySelector("#field-it")).not.to.equal(null);
    });

    it(`${name} takes nothing while a write is under way`, () => {
      for (const required of [true, false]) {
        const drawn = draw(field, { locked: true, required, value: typed });
        const controls = [...drawn.querySelectorAll<HTMLInputElement>("input, select, textarea")];
        expect(controls).not.to.deep.equal([]);
        for (const control of controls) expect(control.readOnly || control.disabled, control.outerHTML).to.equal(true);
      }
    });

    it(`${name} reads what was typed as the contract takes it`, () => {
      const read = kind?.read(typed, { name, field }, { currency }, "en");
      expect(read).to.deep.equal({ value });
      expect(schemaOf(field).safeParse({ it: value }).success).to.equal(true);
    });
  }

  it("a choice that was made stays in the list, whatever is searched for", () => {
    const names = ["Almond", "Brownie", "Coffee", "Donut", "Espresso", "Fudge", "Granola", "Honey", "Iced tea"];
    const options = names.map((name) => ({ id: name, name, note: null, stock: null, until: null }));
    const list = () => ({ state: "ready" as const, options, error: null });
    const drawn = draw(giftField("Gift"), { value: "Fudge" }, { ...context, list, query: () => "coffee" });
    const shown = [...drawn.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    expect(shown.map(({ value, checked }) => [value, checked])).to.deep.equal([
      ["Coffee", false],
      ["Fudge", true],
    ]);
  });
});
