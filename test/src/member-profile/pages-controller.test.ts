import { expect } from "@open-wc/testing";
import type { ReactiveController } from "lit";
import { paged } from "../../../sdk/client/paging.js";
import type { Client } from "../../../sdk/index.js";
import type { PanelHost } from "../../../src/member-profile/panel.js";
import { openPages } from "../../../src/member-profile/pages-controller.js";

/** A list of so many numbers, in pages of 25 by a cursor, which counts its pages. */
const listOf = (length: number) => {
  const asked: number[] = [];
  /** Answers that are held back, in the order in which they were asked for; null: none is. */
  let held: (() => void)[] | null = null;
  const hold = () => {
    const answers: (() => void)[] = (held = []);
    return {
      /** Lets the answer to the first request, the second … go. */
      release: (index: number) => answers[index]?.(),
      /** From now on nothing is held back. */
      end: () => (held = null),
    };
  };
  const list = () =>
    paged(async (cursor) => {
      const from = Number(cursor ?? 0);
      asked.push(from);
      const waiting = held;
      if (waiting) await new Promise<void>((answer) => waiting.push(answer));
      const end = Math.min(from + 25, length);
      return {
        data: Array.from({ length: end - from }, (_, index) => from + index),
        page: { next: end < length ? String(end) : null },
      };
    });
  return { asked, hold, list };
};

const openList = async (length: number) => {
  const { asked, hold, list } = listOf(length);
  const controllers: ReactiveController[] = [];
  const element = { addController: (one: ReactiveController) => controllers.push(one), requestUpdate: () => undefined };
  const client = { onStale: () => () => undefined } as unknown as Client;
  const pages = openPages({ element, client: () => client, memberId: () => "m_1" } as unknown as PanelHost, list);
  for (const controller of controllers) controller.hostConnected?.();
  for (const controller of controllers) controller.hostUpdate?.();
  await pages.reload();
  const bounds = () => [pages.state.value?.data[0], pages.state.value?.data.at(-1), pages.state.value?.data.length];
  return { pages, asked, hold, bounds };
};

describe("a long list of a member's", () => {
  it("shows 200 entries at most, and leads back to the newest, page by page", async () => {
    const { pages, bounds } = await openList(50_000);
    for (let page = 1; page < 12; page++) await pages.more();
    expect(bounds()).to.deep.equal([100, 299, 200]);
    expect(pages.hasNewer).to.equal(true);
    for (let page = 0; page < 4; page++) await pages.newer();
    expect(bounds()).to.deep.equal([0, 199, 200]);
    expect(pages.hasNewer).to.equal(false);
    expect(await pages.newer()).to.equal(false);
    await pages.more();
    expect(bounds()).to.deep.equal([25, 224, 200]);
  });

  it("is read anew where it stands, however deep that is", async () => {
    const { pages, asked, bounds } = await openList(50_000);
    for (let page = 1; page < 12; page++) await pages.more();
    asked.length = 0;
    await pages.reload();
    expect(bounds()).to.deep.equal([100, 299, 200]);
    expect(asked).to.deep.equal([100, 125, 150, 175, 200, 225, 250, 275]);
  });

  for (const first of ["the list", "the page"])
    it(`has a page that is asked for while it is read anew, where ${first} comes first`, async () => {
      const { pages, hold, bounds } = await openList(100);
      const { release, end } = hold();
      const work = [pages.reload(), pages.more()];
      end();
      const order = first === "the list" ? [0, 1] : [1, 0];
      for (const index of order) {
        release(index);
        await work[index];
      }
      expect(bounds()).to.deep.equal([0, 49, 50]);
      expect(pages.loadingMore).to.equal(false);
    });

  it("ends with its last page", async () => {
    const { pages, bounds } = await openList(30);
    expect(await pages.more()).to.equal(true);
    expect([...bounds(), await pages.more()]).to.deep.equal([0, 29, 30, false]);
  });
});
