import assert from "node:assert/strict";
import { test } from "node:test";
import { downloadOf } from "../../../server/http/download.js";

const encoder = new TextEncoder();

async function* chunksOf(texts: readonly string[]): AsyncGenerator<Uint8Array, void> {
  for (const text of texts) yield encoder.encode(text);
}

const ASKED = ["one", "two", "three"];

test("a download is what its chunks are, and tells once that it ended whole", async () => {
  const ends: boolean[] = [];
  const body = downloadOf(chunksOf(ASKED), (isWhole) => Promise.resolve(void ends.push(isWhole)));
  assert.equal(await new Response(body).text(), "onetwothree");
  assert.deepEqual(ends, [true]);
});

for (const [which, patience] of Object.entries({
  "takes no chunk for too long": { chunk: 1, whole: 60_000 },
  "is too slow over all of it": { chunk: 60_000, whole: 0 },
}))
  test(`S05 a reader who ${which} keeps nothing open: what was read from is left, and the download has failed`, async () => {
    let left = false;
    const endless = async function* (): AsyncGenerator<Uint8Array, void> {
      try {
        for (;;) yield encoder.encode("chunk");
      } finally {
        left = true;
      }
    };
    const reader = await new Promise<ReadableStreamDefaultReader<Uint8Array>>((resolve) => {
      const body = downloadOf(
        endless(),
        (isWhole) => {
          assert.equal(isWhole, false);
          resolve(body.getReader());
          return Promise.resolve();
        },
        patience,
      );
    });
    assert(left);
    await assert.rejects(() => reader.read(), /Nobody read on in time/);
  });
