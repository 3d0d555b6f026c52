import { expect } from "@open-wc/testing";
import type { PendingWrite } from "../../../sdk/client/client.js";
import { createKeyStore } from "../../../sdk/client/idempotency.js";

const backend = "https://loyalty.example/v1";
const write = (key: string): PendingWrite => ({
  key,
  action: "add",
  memberId: "m_1",
  scope: "t1/u_ari",
  page: "1",
  sentAt: 1,
});

/** Leaves no room for as much as a name. */
const fillUp = (): void => {
  let items = 0;
  for (let size = 2 ** 23; size >= 1; size /= 2)
    try {
      for (;;) sessionStorage.setItem(`host-${items++}`, "x".repeat(size));
    } catch {
      // A smaller one may still fit.
    }
};

describe("the keys that a tab keeps", () => {
  beforeEach(() => sessionStorage.clear());
  after(() => sessionStorage.clear());

  it("U04 are found after a reload, by whoever speaks to the same backend, until their outcome is known", () => {
    createKeyStore(backend).put(write("k1"));
    expect(createKeyStore("https://other.example/v1").all()).to.deep.equal([]);
    const reloaded = createKeyStore(backend);
    expect(reloaded.all()).to.deep.equal([write("k1")]);
    reloaded.delete("k1");
    expect(createKeyStore(backend).all()).to.deep.equal([]);
    expect(sessionStorage.length).to.equal(0);
  });

  it("share the storage with what the host and broken pages leave in it", () => {
    sessionStorage.setItem("cart", "{}");
    sessionStorage.setItem(`memberkit:${backend}:torn`, "{");
    createKeyStore(backend).put(write("k1"));
    expect(createKeyStore(backend).all()).to.deep.equal([write("k1")]);
    expect(sessionStorage.getItem("cart")).to.equal("{}");
  });

  it("stay in memory where the storage is full", () => {
    fillUp();
    const keys = createKeyStore(backend);
    keys.put(write("k1"));
    expect(keys.all()).to.deep.equal([write("k1")]);
    expect(createKeyStore(backend).all()).to.deep.equal([]);
  });
});
