import { expect } from "@open-wc/testing";
import {
  MemberActionDoneEvent,
  MemberActionFailedEvent,
  requestAction,
  MemberActionRequestEvent,
} from "../../../src/events/action-events.js";
import { MemberFilterChangeEvent } from "../../../src/events/filter-events.js";
import { MemberSelectionEvent } from "../../../src/events/list-events.js";
import { MemberChangeEvent, MemberErrorEvent } from "../../../src/events/member-events.js";
import { operationOf } from "../../support/fixtures.js";

/** Whether a write may leave, where a host hears of it like this. */
const ask = (input: object, hear: (event: MemberActionRequestEvent) => void): Promise<boolean> => {
  const target = document.createElement("div");
  target.addEventListener("member-action-request", hear);
  return requestAction(target, "add", "m_1", input);
};

describe("the request for a write", () => {
  it("shows the host what will be sent, and lets it change nothing of that", async () => {
    const input = { amount: 5 };
    const heard: object[] = [];
    const allowed = await ask(input, (event) => {
      heard.push({ ...event.input });
      Object.assign(event.input, { amount: 500 });
    });
    expect([allowed, input, heard]).to.deep.equal([true, { amount: 5 }, [{ amount: 5 }]]);
  });

  it("is stopped by preventDefault, and by any promise that rejects", async () => {
    expect(await ask({}, (event) => event.preventDefault())).to.equal(false);
    const held = await ask({}, (event) => {
      event.waitUntil(Promise.reject(new Error("no")));
      event.waitUntil(Promise.resolve());
    });
    expect(held).to.equal(false);
  });

  it("waits for all that the host waits for", async () => {
    let free: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (free = resolve));
    let allowed: boolean | undefined;
    const asked = ask({}, (event) => event.waitUntil(waiting)).then((answer) => (allowed = answer));
    await Promise.resolve();
    expect(allowed).to.equal(undefined);
    free();
    expect(await asked).to.equal(true);
  });
});

describe("what bubbles to the host's document", () => {
  it("S14 tells what may be personal to whoever asks by name, and to nobody who writes down whatever there is", () => {
    const canary = "Canary7391";
    const filter = { combinator: "and" as const, rules: [{ field: "name", operator: "=" as const, value: canary }] };
    const events = [
      new MemberActionRequestEvent("add", "m_1", { note: canary }),
      new MemberActionDoneEvent(operationOf({ note: canary })),
      new MemberActionFailedEvent("add", "m_1", new Error(canary)),
      new MemberFilterChangeEvent(filter, canary, true, null),
      new MemberSelectionEvent(1, { filter }),
      new MemberChangeEvent([canary]),
      new MemberErrorEvent("It failed", new Error(canary)),
    ];
    for (const event of events) {
      expect(event.bubbles && event.composed, event.type).to.equal(true);
      const own = Object.getOwnPropertyNames(event).map((name) => Reflect.get(event, name) as unknown);
      expect(JSON.stringify(own), event.type).not.to.contain(canary);
    }
    const [request, done, failed, filtered, selected, changed, told] = events as [
      MemberActionRequestEvent,
      MemberActionDoneEvent,
      MemberActionFailedEvent,
      MemberFilterChangeEvent,
      MemberSelectionEvent,
      MemberChangeEvent,
      MemberErrorEvent,
    ];
    const asked = [request.input, done.operation.note, filtered.value, filtered.sentence, selected.selected];
    for (const value of [...asked, changed.value]) expect(JSON.stringify(value)).to.contain(canary);
    for (const error of [failed.error, told.error]) expect(String(error)).to.contain(canary);
  });
});
