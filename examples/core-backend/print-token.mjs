/** Prints a token, as the host's backend would mint one for whoever is signed in there. */
import { parseArgs } from "node:util";
import { signToken } from "./tokens.mjs";

/** What the host lets each role do. */
const roles = { manager: ["*"], adder: ["ledger:add"], viewer: [] };

const option = (value) => ({ type: "string", default: value });
const { tenant, operator, role, minutes, limit, per } = parseArgs({
  options: {
    tenant: option("north"),
    operator: option("u_1"),
    role: option("manager"),
    minutes: option("60"),
    limit: { type: "string" },
    per: option("operation"),
  },
}).values;

const limits = limit ? [{ action: "add", per, amount: Number(limit) }] : [];
const claims = { tenant, sub: operator, name: `Operator ${operator}`, role, permissions: roles[role], limits };
console.log(signToken(claims, Number(minutes) * 60));
