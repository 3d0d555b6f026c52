import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** The issuer and the audience of the demo's tokens, and the program that they are for. */
export const issuer = "https://crm.northwind.example";
export const audience = "memberkit-demo";
export const tenant = "northwind";

/** Minutes are enough: the kit asks for the next token by itself. */
const LIFETIME = "5m";

/** The secret that the host and the backend share, made at the first start and readable by its owner only. */
export const sharedSecret = async (file: string): Promise<string> => {
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept) return kept;
  const secret = randomBytes(32).toString("base64url");
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
};

const newKey = async (): Promise<JWK> =>
  exportJWK((await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true })).privateKey);

/** The key that the backend signs certificates of erasures with: made and kept as the secret is. */
export const signingKey = async (file: string): Promise<JWK> => {
  const kept = await readFile(file, "utf8").catch(() => null);
  if (kept) return JSON.parse(kept) as JWK;
  const key = await newKey();
  await writeFile(file, JSON.stringify(key), { mode: 0o600 });
  return key;
};

/** Signs what the host says of one of its people. */
export const mintToken = (
  { sub, ...claims }: { readonly sub: string; readonly [claim: string]: unknown },
  secret: string,
): Promise<string> =>
  new SignJWT({ ...claims, tenant })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(sub)
    .setIssuedAt()
    .setExpirationTime(LIFETIME)
    .sign(new TextEncoder().encode(secret));
