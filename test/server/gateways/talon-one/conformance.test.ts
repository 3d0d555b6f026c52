import assert from "node:assert/strict";
import { test } from "node:test";
import { assertHeld, holdToContract, ORIGIN } from "../../../support/gateway-conformance.js";
import { startTalonOneGateway } from "./talon-one-gateway.js";

test("the gateway before Talon.One holds the contract in all that its capabilities promise", async (context) => {
  const gateway = await startTalonOneGateway({ origins: [ORIGIN] });
  context.after(() => gateway.close());
  const results = await holdToContract(gateway, { memberId: "crm-jonas", eraseId: "crm-yael" });
  assertHeld(results);
  assert.ok(results.filter(({ outcome }) => outcome === "pass").length > 60);
});
