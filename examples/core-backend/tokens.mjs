/** Who asks: a JWT (HS256) that the host's backend signs for its signed-in operator, minutes long. */
import { createHmac, timingSafeEqual } from "node:crypto";

const AUDIENCE = "core-backend";
const secret = process.env.TOKEN_SECRET ?? "";
if (secret.length < 32) throw new Error("Set TOKEN_SECRET to a random text of at least 32 characters.");

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const signatureOf = (signed) => createHmac("sha256", secret).update(signed).digest("base64url");

export const signToken = (claims, lifetimeS) => {
  const iat = Math.floor(Date.now() / 1000);
  const signed = `${encode({ alg: "HS256" })}.${encode({ aud: AUDIENCE, iat, exp: iat + lifetimeS, ...claims })}`;
  return `${signed}.${signatureOf(signed)}`;
};

/** The operator of a token; null where it is not ours, or over. Before its signature is checked, nothing in it is true. */
export const readToken = (authorization) => {
  const [, signed, signature] = /^Bearer ([\w-]+\.[\w-]+)\.([\w-]{43})$/i.exec(authorization) ?? [];
  if (!signed || !timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(signed)))) return null;
  const { aud, exp, sub: id, limits = [], ...claims } = JSON.parse(Buffer.from(signed.split(".")[1], "base64url"));
  // Nothing is counted here, so that nobody is let in whose limits are for more than one operation.
  const isKept = limits.every(({ per, measure }) => per === "operation" && measure !== "count");
  if (aud !== AUDIENCE || !(exp > Date.now() / 1000) || !isKept) return null;
  const { tenant, name, email = null, role, permissions } = claims;
  const left = limits.map((each) => ({ currency: null, ...each, remaining: each.amount }));
  return { tenant, id, name, email, role, permissions, limits: left };
};
