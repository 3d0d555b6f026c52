import {
  createLocalJWKSet,
  decodeJwt,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyOptions,
  jwtVerify,
} from "jose";
import * as z from "zod/mini";
import { storable, visible } from "../../sdk/contract/schemas/storable.js";
import type { Clock } from "../clock.js";
import type { Operator } from "../domain/operator.js";
import { HttpProblem } from "./problem.js";
import { PublishedKeys } from "./published-keys.js";
import { VerifiedTokens } from "./verified-tokens.js";
import { RefusalError } from "../domain/refusal.js";

/**
 * The keys that tokens are verified with: exactly one of `secret`, `jwks` and `jwksUrl`. It also fixes the algorithms.
 */
export interface TokenKeys {
  /** The `iss` that a token must carry. */
  readonly issuer: string;
  /** The `aud` that a token must carry: this backend. */
  readonly audience: string;
  /** A shared secret of at least 32 bytes: HS256. For demos and tests; every process that can verify can also mint. */
  readonly secret?: string;
  /** The public keys of the host's backend: ES256 and EdDSA. */
  readonly jwks?: JSONWebKeySet;
  /**
   * Where the host's backend publishes them: ES256 and EdDSA. Fetched when first needed, when an unknown key appears,
   * and every ten minutes.
   */
  readonly jwksUrl?: string;
  /** The longest that a token may be good for, from its `iat` to its `exp`, in seconds; by default an hour. */
  readonly maxLifetimeS?: number;
}

/** Answers who a request's `Authorization` header speaks for, or throws `not-authenticated`. */
export type Authenticate = (authorization: string | null) => Promise<Operator>;

/** @throws `not-authenticated`, where there is none */
const bearerToken = (authorization: string | null): string => {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(authorization ?? "")?.[1];
  if (!token) throw new HttpProblem("not-authenticated", "Send a bearer token.", { "WWW-Authenticate": "Bearer" });
  return token;
};

/** Until when a token is good that was authenticated: what it opened ends then. */
export const endOfToken = (authorization: string | null): Date =>
  new Date((decodeJwt(bearerToken(authorization)).exp ?? 0) * 1000);

/** Goes into the audit, the timeline and the log: what can't be seen, or would break a line, is refused. */
const Text = z
  .string()
  .check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u), storable, visible);

const Claims = z.object({
  sub: Text,
  tenant: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  name: Text,
  email: z._default(z.nullable(Text), null),
  role: Text,
  permissions: z.array(Text),
  limits: z._default(
    z.array(
      z.object({
        action: Text,
        currency: z._default(z.nullable(Text), null),
        per: z.enum(["operation", "day", "week", "month"]),
        measure: z.optional(z.enum(["amount", "count"])),
        amount: z.int().check(z.gte(0)),
      }),
    ),
    [],
  ),
});

/** How far the host's clock and ours may differ, in seconds. */
const TOLERANCE_S = 5;
const MAX_LIFETIME_S = 3600;

type Verify = (token: string, options: JWTVerifyOptions) => Promise<{ payload: JWTPayload }>;

const verifier = ({ secret, jwks, jwksUrl }: TokenKeys, clock: Clock): Verify => {
  if (secret !== undefined) {
    const key = new TextEncoder().encode(secret);
    if (key.byteLength < 32) throw new TypeError("The token secret must have at least 32 bytes.");
    return (token, options) => jwtVerify(token, key, { ...options, algorithms: ["HS256"] });
  }
  const publicKeys = jwks ? createLocalJWKSet(jwks) : jwksUrl && new PublishedKeys(jwksUrl, clock).find;
  if (!publicKeys) throw new TypeError("Give a secret, a JWKS or the address of one to verify tokens with.");
  return (token, options) => jwtVerify(token, publicKeys, { ...options, algorithms: ["ES256", "EdDSA"] });
};

const refused = (detail: string) =>
  new HttpProblem("not-authenticated", detail, { "WWW-Authenticate": 'Bearer error="invalid_token"' });

const explained = (error: unknown): RefusalError => {
  if (error instanceof errors.JWTExpired) return refused("The token has expired.");
  if (error instanceof errors.JOSEError) return refused("The token isn't valid.");
  // The public keys could not be fetched: our trouble, not the token's.
  return new RefusalError("unavailable", "Tokens can't be checked at the moment.", { cause: error });
};

/** What `jwtVerify` leaves open: a token of the future, and one that never ends. */
const checkTimes = ({ iat = 0, exp = 0 }: JWTPayload, nowS: number, maxLifetimeS: number): void => {
  if (iat > nowS + TOLERANCE_S) throw refused("The token was issued in the future.");
  if (exp - iat > maxLifetimeS)
    throw refused(`The token is good for too long: mint it for at most ${maxLifetimeS} seconds.`);
};

/**
 * Makes the check of every request's token. The algorithm follows from the configured key, never from the token alone.
 */
export const createAuthentication = (keys: TokenKeys, clock: Clock): Authenticate => {
  const verify = verifier(keys, clock);
  const { maxLifetimeS = MAX_LIFETIME_S } = keys;
  const verified = new VerifiedTokens();
  return async (authorization) => {
    const token = bearerToken(authorization);
    const now = clock.now();
    const known = verified.find(token, now);
    if (known) return known;
    const { payload } = await verify(token, {
      issuer: keys.issuer,
      audience: keys.audience,
      requiredClaims: ["exp", "iat", "sub"],
      clockTolerance: TOLERANCE_S,
      currentDate: now,
    }).catch((error: unknown) => {
      throw explained(error);
    });
    checkTimes(payload, now.getTime() / 1000, maxLifetimeS);
    const claims = Claims.safeParse(payload);
    if (!claims.success) throw refused("The token lacks a claim, or holds one that isn't valid.");
    const { sub: id, ...rest } = claims.data;
    const operator = { id, ...rest };
    verified.remember(token, operator, payload, now);
    return operator;
  };
};
