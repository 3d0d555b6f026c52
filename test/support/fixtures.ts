import type { Capabilities, Operation } from "../../sdk/contract/index.js";

/** An operation that was applied and changed nothing, but for what is given. */
export const operationOf = (changes: Partial<Operation> = {}): Operation => ({
  id: "op_1",
  action: "add",
  status: "applied",
  member: { id: "m_1" },
  operator: null,
  source: "manual",
  cause: null,
  branch: null,
  at: "2026-11-21T10:00:00Z",
  changes: [],
  tier: null,
  message: null,
  effects: [],
  warnings: [],
  reasonCode: null,
  note: null,
  reference: null,
  reversible: null,
  reversedBy: null,
  reverses: null,
  ...changes,
});

/** A backend of the smallest level that offers nothing, but for what is given. */
export const capabilitiesOf = (changes: Partial<Capabilities> = {}): Capabilities => ({
  contractVersion: 1,
  level: "core",
  program: { name: "Northwind", timeZone: "UTC" },
  currencies: [],
  tiers: [],
  tierCurrency: null,
  channels: [],
  actions: [],
  modules: [],
  branches: [],
  reason: { reasonCode: "optional", note: "optional" },
  preview: "none",
  idempotency: "native",
  ...changes,
});
