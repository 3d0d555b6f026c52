import { expect } from "@open-wc/testing";
import { createClient } from "../../../sdk/client/create-client.js";
import { KeyLocks, livingKeys } from "../../../sdk/client/key-locks.js";
import { memoryKeys } from "../../sdk/client/scripted.js";

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

  it("U04 keep a write of a frame that lives from being settled by another page, until the frame is gone", async () => {
    const key = crypto.randomUUID();
    const keys = memoryKeys();
    keys.put({ key, action: "add", memberId: "m_1", scope: null, page: "a frame", sentAt: 0 });
    let asked = 0;
    const client = createClient({
      baseUrl: "https://loyalty.example/v1",
      getToken: () => "token",
      keys,
      fetch: async () => {
        asked++;
        return Response.json({ state: "voided", status: null, operation: null, problem: null });
      },
    });
    const frame = new KeyLocks();
    await frame.hold(key);
    expect(await client.settlePending()).to.deep.equal([]);
    expect(asked).to.equal(0);
    frame.release(key);
    while ((await livingKeys())(key));
    expect((await client.settlePending()).map(({ write }) => write.key)).to.deep.equal([key]);
    expect(asked).to.equal(1);
  });
});
