import assert from "node:assert/strict";
import { test } from "node:test";
import { assertHeld, holdToContract, ORIGIN } from "../../../support/gateway-conformance.js";
import { notHeld, startVoucherifyGateway } from "./voucherify-gateway.js";

test(
  "all that is sent to the double of Voucherify, and answered, is as its public documents have it",
  { skip: notHeld },
  async (context) => {
    const gateway = await startVoucherifyGateway({ origins: [ORIGIN] });
    context.after(() => gateway.close());
    await holdToContract(gateway, { memberId: "cust_jonas", eraseId: "cust_yael" });
    assert.deepEqual(gateway.breaches(), []);
  },
);

test("the gateway before Voucherify holds the contract in all that its capabilities promise", async (context) => {
  const gateway = await startVoucherifyGateway({ origins: [ORIGIN] });
  context.after(() => gateway.close());
  const results = await holdToContract(gateway, { memberId: "cust_jonas", eraseId: "cust_yael" });
  assertHeld(results);
  assert.ok(results.filter(({ outcome }) => outcome === "pass").length > 60);
});
