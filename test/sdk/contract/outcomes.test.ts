import assert from "node:assert/strict";
import { test } from "node:test";
import { isFinal, outcomeOf } from "../../../sdk/contract/index.js";

const statuses = {
  simulated: ["done", true],
  applied: ["done", true],
  reversed: ["done", true],
  rejected: ["not-done", true],
  failed: ["not-done", true],
  pending: ["waiting", false],
  awaiting_approval: ["waiting", false],
  unknown: ["unknown", false],
  // U10: of a newer contract, or nonsense.
  escrowed: ["unknown", false],
  toString: ["unknown", false],
} as const;

for (const [status, [outcome, final]] of Object.entries(statuses))
  test(`U10 the outcome of an operation that is ${status} is ${outcome}, ${final ? "for good" : "for now"}`, () => {
    assert.deepEqual([outcomeOf({ status }), isFinal({ status })], [outcome, final]);
  });
