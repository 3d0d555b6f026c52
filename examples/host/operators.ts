/**
 * The operators of the demo, and the claims of their tokens. The host decides what they may do; the loyalty backend
 * enforces it.
 */
export const operators = {
  dana: {
    sub: "u_dana",
    name: "Dana Levi",
    email: "dana@northwind.example",
    role: "Support",
    permissions: [
      "contacts:read",
      "ledger:add",
      "ledger:redeem:points",
      "gifts:send",
      "punch-cards:punch",
      "purchases:claim",
      "messages:sms",
      "messages:email",
      "messages:push",
      "tags:edit",
      "parking:issue",
      "members:bulk",
    ],
    limits: [{ action: "add", currency: "points", per: "day", amount: 2000 }],
  },
  ari: {
    sub: "u_ari",
    name: "Ari Cohen",
    email: "ari@northwind.example",
    role: "Administrator",
    permissions: ["*"],
    limits: [],
  },
  vera: {
    sub: "u_vera",
    name: "Vera Lindqvist",
    email: "vera@northwind.example",
    role: "Viewer",
    permissions: ["contacts:read"],
    limits: [],
  },
  kim: {
    sub: "u_kim",
    name: "Kim Okafor",
    email: "kim@northwind.example",
    role: "Front desk",
    permissions: ["ledger:add", "tags:edit", "profile:edit", "contacts:reveal"],
    limits: [{ action: "add", currency: "points", per: "day", amount: 500 }],
  },
} as const;

export type OperatorKey = keyof typeof operators;

export const isOperator = (key: string | undefined): key is OperatorKey =>
  key !== undefined && Object.hasOwn(operators, key);

/** The till is a machine of the host's: it may report what happened, and nothing else. */
export const till = {
  sub: "till_harbour",
  name: "Till 2",
  email: null,
  role: "Till",
  permissions: ["events:ingest"],
  limits: [],
} as const;
