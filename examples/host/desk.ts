import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isOperator, type OperatorKey } from "./operators.js";

/** The signed-in operator, and their settings of the CRM. */
export interface Desk {
  readonly operator: OperatorKey;
  readonly scheme: "light" | "dark";
  readonly language: "en" | "he";
}

/** The demo has no sign-in: a cookie names the operator. Without one it is Dana. */
export const deskOf = (c: Context): Desk => {
  const operator = getCookie(c, "operator");
  return {
    operator: isOperator(operator) ? operator : "dana",
    scheme: getCookie(c, "scheme") === "dark" ? "dark" : "light",
    language: getCookie(c, "language") === "he" ? "he" : "en",
  };
};

/** Keeps what was chosen. Only the host's own pages may choose: a cookie of another site's form does not arrive. */
export const keepDesk = (c: Context, chosen: Readonly<Record<string, unknown>>): void => {
  for (const name of ["operator", "scheme", "language"] as const)
    if (typeof chosen[name] === "string")
      setCookie(c, name, chosen[name], { httpOnly: true, sameSite: "Strict", path: "/", maxAge: 31_536_000 });
};

/** What the pages' frame shows of it. */
export const frameOf = ({ operator, scheme, language }: Desk): Record<string, string> => ({
  scheme,
  language,
  direction: language === "he" ? "rtl" : "ltr",
  other_scheme: scheme === "dark" ? "light" : "dark",
  other_language: language === "he" ? "en" : "he",
  is_dark: String(scheme === "dark"),
  is_hebrew: String(language === "he"),
  is_dana: String(operator === "dana"),
  is_ari: String(operator === "ari"),
  is_vera: String(operator === "vera"),
  is_kim: String(operator === "kim"),
});
