import { expect } from "@open-wc/testing";
import { KeyLocks, livingKeys } from "../../../sdk/client/key-locks.js";

describe("the locks of keys", () => {
  it("U04 tell that a key lives each time that its write is sent, and no longer than it is under way", async () => {
    const key = crypto.randomUUID();
    const locks = new KeyLocks();
    const lives = async () => (await livingKeys())(key);
    expect(await lives()).to.equal(false);
    for (let sent = 0; sent < 2; sent++) {
      await locks.hold(key);
      expect(await lives()).to.equal(true);
      locks.release(key);
      while (await lives());
    }
  });
});
