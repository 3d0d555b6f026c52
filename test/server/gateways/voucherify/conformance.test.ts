import assert from "node:assert/strict";
import { test } from "node:test";
import { assertHeld, holdToContract, ORIGIN } from "../../../support/gateway-conformance.js";
import { startVoucherifyGateway } from "./voucherify-gateway.js";

test("the gateway before Voucherify holds the contract in all that its capabilities promise", async (context) => {
  const gateway = await startVoucherifyGateway({ origins: [ORIGIN] });
  context.after(() => gateway.close());
  const results = await holdToContract(gateway, { memberId: "cust_jonas", eraseId: "cust_yael" });
  assertHeld(results);
  assert.ok(results.filter(({ outcome }) => outcome === "pass").length > 60);
});
