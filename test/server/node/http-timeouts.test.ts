import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { httpTimeouts } from "../../../server/node/http-timeouts.js";

for (const idleMs of [1_000, 125_000, 3_600_000])
  test(`for ${idleMs} ms, Node closes neither an idle connection nor one that waits for its first request`, () => {
    const { keepAliveTimeout, headersTimeout, requestTimeout } = createServer(httpTimeouts(idleMs));
    assert.equal(keepAliveTimeout, idleMs);
    assert(headersTimeout > idleMs && requestTimeout > idleMs);
  });
