import { expect } from "@open-wc/testing";
import type { ActionCapability, Capabilities } from "../../../../sdk/contract/index.js";
import { inputSchemaOf } from "../../../../sdk/contract/input-schema.js";
import { ownAction } from "../../../../sdk/contract/own-action.js";
import { formOf, openingDraft, shownFields } from "../../../../src/fields/form.js";
import { readForm } from "../../../../src/fields/read-form.js";

const capability: ActionCapability = {
  id: "acme-voucher",
  firesRules: "no",
  own: {
    title: "Issue a voucher",
    summary: "Paper, at the till",
    category: "assets",
    danger: "irreversible",
    permission: "acme:voucher",
    input: {
      type: "object",
      required: ["value", "kind"],
      properties: {
        value: { type: "integer", minimum: 1, maximum: 50, title: "Value" },
        kind: { type: "string", enum: ["paper", "card"] },
        gift_wrapped: { type: "boolean" },
        pickUpAt: { type: "string", format: "date" },
        note: { type: "string", maxLength: 500 },
        broken: 7,
      },
    },
  },
};

const ownWords = { title: "X", summary: "", category: "assets", danger: "reversible", permission: "x" };
const own = ownAction(capability);
const capabilities = {
  actions: [capability],
  channels: [],
  reason: { reasonCode: "optional", note: "required" },
} as unknown as Capabilities;

describe("an action of a backend's own", () => {
  if (!own) throw new Error("it is one");
  const form = formOf(own, null, capabilities);

  it("is made of the same fields as the built-in ones", () => {
    const kinds = Object.fromEntries(form.fields.map(({ name, field }) => [name, [field.kind, field.label]]));
    expect(kinds).to.deep.equal({
      value: ["count", "Value"],
      kind: ["choice", "Kind"],
      gift_wrapped: ["choice", "Gift wrapped"],
      pickUpAt: ["date", "Pick up at"],
      note: ["multiline", "Note"],
    });
  });

  it("asks for typed confirmation where it can't be undone, which is not sent", () => {
    expect(form.confirmation?.field.kind).to.equal("confirmation");
    expect("confirmation" in own.fields).to.equal(false);
  });

  it("is read in the types of its schema", () => {
    const draft = { values: { value: "5", kind: "card", gift_wrapped: "true", note: " thanks " }, alternative: null };
    const { input, problems } = readForm(form, draft, "en");
    expect(input).to.deep.equal({ value: 5, kind: "card", gift_wrapped: true, note: "thanks" });
    expect(problems).to.deep.equal({});
  });

  it("takes a whole number of 0 or below where its schema does", () => {
    const schema = { properties: { shift: { type: "integer", minimum: -2 } } };
    const declared = ownAction({ id: "x", firesRules: "no", own: { ...ownWords, input: schema } });
    if (!declared) throw new Error("it is one");
    const read = (shift: string) =>
      readForm(formOf(declared, null, capabilities), { values: { shift }, alternative: null }, "en");
    expect([read("0").input, read("-2").input, read("-3").problems.shift?.code]).to.deep.equal([
      { shift: 0 },
      { shift: -2 },
      "too-small",
    ]);
    const input = inputSchemaOf(declared);
    expect(["0", "-2", "-3"].map((shift) => input.safeParse({ shift: Number(shift) }).success)).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it("offers what its schema gives a title, by that", () => {
    const oneOf = [{ const: "a", title: "First" }, { const: "b" }, 7];
    const declared = ownAction({
      id: "x",
      firesRules: "no",
      own: { ...ownWords, input: { properties: { it: { type: "string", oneOf } } } },
    });
    expect(declared?.fields.it?.options).to.deep.equal([
      { value: "a", label: "First" },
      { value: "b", label: "b" },
    ]);
  });

  it("says what is missing or out of bounds, by field; a date that may be left out is none while it is empty", () => {
    const draft = { values: { value: "51", pickUpAt: "" }, alternative: null };
    const { input, problems } = readForm(form, draft, "en");
    expect(input).to.equal(null);
    expect(Object.fromEntries(Object.entries(problems).map(([name, { code }]) => [name, code]))).to.deep.equal({
      value: "over-max",
      kind: "required-choice",
      note: "required",
    });
  });

  it("S04 takes a property called __proto__ for plain data", () => {
    const input = JSON.parse('{"properties":{"__proto__":{"type":"string"}}}') as Record<string, unknown>;
    const declared = ownAction({
      id: "x",
      firesRules: "no",
      own: { ...ownWords, input },
    });
    if (declared) shownFields(formOf(declared, null, capabilities), openingDraft(formOf(declared, null, capabilities)));
    expect(({} as { type?: string }).type).to.equal(undefined);
  });
});
