import { expect } from "@open-wc/testing";
import fc from "fast-check";
import type { AudiencePage } from "../../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../../sdk/contract/bulk/filter.js";
import { COUNT_DELAY_MS, Counting } from "../../../src/member-filter/counting.js";
import { checkProperty } from "../../support/property.js";

/** The filter of one keystroke: how many days ago. */
const filterOf = (days: number): FilterGroup => ({
  combinator: "and",
  rules: [{ field: "joinedAt", operator: "inLastDays", value: days }],
});
const pageOf = (value: number): AudiencePage => ({
  data: [],
  page: { next: null },
  count: { value, precision: "exact" },
  everybody: null,
  reach: null,
  notFound: [],
});
/** Finds as many members as the filter has days. */
const answerTo = ({ rules: [rule] }: FilterGroup): AudiencePage => pageOf((rule as { value: number }).value);

const abortable = (signal: AbortSignal | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error)));

describe("the count of a filter", () => {
  it("U03 shows the last filter's count, and never another as current, in whichever order waits and replies end", () =>
    checkProperty(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ days: fc.nat({ max: 50 }), now: fc.boolean() }), { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        async (scheduler, edits, heedsAborts) => {
          const signals: AbortSignal[] = [];
          let last = -1;
          const wrong: number[] = [];
          const counting = new Counting({
            // A reply may come although nobody waits for it any more.
            ask: (filter, signal) => {
              signals.push(signal);
              const reply = scheduler.schedule(Promise.resolve(answerTo(filter)), "reply");
              return heedsAborts ? Promise.race([reply, abortable(signal)]) : reply;
            },
            time: {
              now: () => 0,
              wait: (_ms, signal) =>
                Promise.race([scheduler.schedule(Promise.resolve(), "the operator rests"), abortable(signal)]),
            },
            changed: () => {
              const shown = counting.page?.count?.value;
              if (counting.state === "ready" && shown !== last) wrong.push(shown ?? -1);
            },
          });
          scheduler.scheduleSequence(
            edits.map(({ days, now }) => async () => {
              last = days;
              counting.show(filterOf(days), { now });
            }),
          );
          await scheduler.waitIdle();
          expect(wrong).to.deep.equal([]);
          expect(counting.state).to.equal("ready");
          expect(counting.page?.count?.value).to.equal(edits.at(-1)?.days);
          expect(signals.slice(0, -1).every(({ aborted }) => aborted)).to.equal(true);
        },
      ),
    ));

  it("U03 asks once the operator rests, aborts what is under way, and keeps the earlier count until then", async () => {
    const waits: { ms: number; end: () => void }[] = [];
    const asked: { days: number; signal: AbortSignal; answer: (page: AudiencePage) => void }[] = [];
    const counting = new Counting({
      ask: (filter, signal) =>
        new Promise((answer) => asked.push({ days: answerTo(filter).count?.value ?? -1, signal, answer })),
      time: { now: () => 7, wait: (ms) => new Promise((end) => waits.push({ ms, end })) },
      changed: () => undefined,
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    counting.show(filterOf(1), { now: true });
    asked[0]?.answer(pageOf(1));
    await settled();
    expect(counting).to.deep.include({ state: "ready", countedAt: 7 });
    counting.show(filterOf(2));
    counting.show(filterOf(3));
    expect(counting.state).to.equal("waiting");
    expect(counting.page).to.deep.equal(pageOf(1));
    expect(waits.map(({ ms }) => ms)).to.deep.equal([COUNT_DELAY_MS, COUNT_DELAY_MS]);
    for (const { end } of waits) end();
    await settled();
    expect(asked.map(({ days }) => days)).to.deep.equal([1, 3]);
    counting.show(null);
    expect(asked[1]?.signal.aborted).to.equal(true);
    expect(counting).to.deep.include({ state: "none", page: null });
  });

  it("keeps why it could not count, and counts again", async () => {
    let fails = true;
    const counting = new Counting({
      ask: async (filter) => {
        if (fails) throw new TypeError("no");
        return answerTo(filter);
      },
      time: { now: () => 0, wait: () => Promise.resolve() },
      changed: () => undefined,
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    counting.show(filterOf(4), { now: true });
    await settled();
    expect(counting.state).to.equal("failed");
    expect(counting.error).to.be.instanceOf(TypeError);
    fails = false;
    counting.again();
    await settled();
    expect(counting.page?.count?.value).to.equal(4);
  });
});
