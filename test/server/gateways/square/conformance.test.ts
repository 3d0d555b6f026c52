import assert from "node:assert/strict";
import { test } from "node:test";
import { assertHeld, holdToContract, ORIGIN } from "../../../support/gateway-conformance.js";
import { startSquareGateway } from "./square-gateway.js";

test("the gateway before Square holds the contract in all that its capabilities promise", async (context) => {
  const gateway = await startSquareGateway({ origins: [ORIGIN] });
  context.after(() => gateway.close());
  const results = await holdToContract(gateway, { memberId: "cust-jonas", eraseId: "cust-yael" });
  assertHeld(results);
  assert.deepEqual(gateway.breaches, []);
  assert.ok(results.filter(({ outcome }) => outcome === "pass").length > 60);
});
