import { expect } from "@open-wc/testing";
import type { ReactiveControllerHost } from "lit";
import { giftField, heldGiftField, templateField } from "../../../sdk/contract/fields.js";
import type { Client } from "../../../sdk/index.js";
import { LibraryController } from "../../../src/fields/library.js";

const host = { addController: () => undefined, requestUpdate: () => undefined } as unknown as ReactiveControllerHost;

/** A list of one entry, which comes when it is given. */
const listOf = (name: string, given: Promise<unknown> = Promise.resolve()) => ({
  async *[Symbol.asyncIterator]() {
    await given;
    yield { id: name, name, description: null, stock: null, subject: null, body: "" };
  },
});

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

describe("the program's lists", () => {
  const libraryOf = (library: object) => new LibraryController(host, () => ({ library }) as unknown as Client);
  const names = (library: LibraryController, field: Parameters<LibraryController["list"]>[0]) =>
    library.list(field, "m_1").options.map(({ name }) => name);

  it("are one for each channel", async () => {
    const library = libraryOf({ templates: ({ channel }: { channel: string }) => listOf(channel) });
    const [sms, email] = [templateField("Template", "sms"), templateField("Template", "email")];
    for (const field of [sms, email]) library.list(field, "m_1");
    await settled();
    expect([names(library, sms), names(library, email)]).to.deep.equal([["sms"], ["email"]]);
  });

  it("are read anew once they were forgotten, and what was on its way until then is not shown", async () => {
    let give: () => void = () => undefined;
    const lists = [listOf("old", new Promise<void>((resolve) => (give = resolve))), listOf("new")];
    const library = libraryOf({ gifts: () => lists.shift() });
    const gifts = giftField("Gift");
    library.list(gifts, "m_1");
    library.forget();
    library.list(gifts, "m_1");
    await settled();
    give();
    await settled();
    expect(names(library, gifts)).to.deep.equal(["new"]);
  });

  it("of what a member holds are that member's, of what can be used, and read anew once something was done", async () => {
    const held: Record<string, object[]> = {
      m_1: [
        { id: "mg_1", gift: { name: "Pastry" }, status: "active", expiresAt: "2026-12-21" },
        { id: "mg_2", gift: { name: "Coffee" }, status: "used", expiresAt: null },
      ],
      m_2: [],
    };
    const gifts = async function* (memberId: string) {
      yield* await Promise.resolve(held[memberId] ?? []);
    };
    const library = new LibraryController(host, () => ({ members: { gifts } }) as unknown as Client);
    const field = heldGiftField("Gift");
    const of = async (memberId: string) => {
      library.list(field, memberId);
      await settled();
      return library.list(field, memberId).options.map(({ id, until }) => [id, until]);
    };
    expect(await of("m_1")).to.deep.equal([["mg_1", "2026-12-21"]]);
    expect(await of("m_2")).to.deep.equal([]);
    held.m_1 = [];
    expect(await of("m_1")).to.have.length(1);
    library.forgetHeld();
    expect(await of("m_1")).to.deep.equal([]);
  });
});
