import { expect } from "@open-wc/testing";
import { requestAction, type MemberActionRequestEvent } from "../../../src/events/action-events.js";

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
