import { calculateJwkThumbprint, CompactSign, importJWK, type JSONWebKeySet, type JWK } from "jose";

/** What documents are signed with. */
export interface SigningKeys {
  /** A private key: Ed25519, or P-256. Its `kid` is its thumbprint (RFC 7638) unless it says another. */
  readonly key: JWK;
  /** Those of before, of which what is public stays published, so that what they signed can still be verified. */
  readonly oldKeys?: JSONWebKeySet;
}

/** Signs documents, so that whoever has the public keys can tell that they are this server's, and whole. */
export interface Signer {
  /**
   * Signs a payload as JSON: a compact JWS (RFC 7515).
   *
   * @param type its `typ`, so that no document passes for one of another kind
   */
  sign(type: string, payload: object): Promise<string>;
  /** The public keys, that of today first. */
  keys(): Promise<JSONWebKeySet>;
}

const algorithms = new Map([
  ["Ed25519", "EdDSA"],
  ["P-256", "ES256"],
]);

/** What signatures may be made by. */
export const signingAlgorithms: readonly string[] = [...algorithms.values()];

/** The algorithm of a key; undefined: documents are signed with no key of this kind. */
export const algorithmOf = ({ crv }: JWK): string | undefined => algorithms.get(crv ?? "");

/** What of a key may be published, with the id that signatures name. */
const published = async (key: JWK): Promise<JWK> => {
  const { kty, crv, x, y } = key;
  const kid = key.kid ?? (await calculateJwkThumbprint(key));
  return { kty, crv, x, ...(y !== undefined && { y }), kid, alg: algorithmOf(key), use: "sig" } as JWK;
};

/** @throws `TypeError` where the key is of another kind, or none to sign with */
export const signerOf = ({ key, oldKeys = { keys: [] } }: SigningKeys): Signer => {
  const alg = algorithmOf(key);
  if (alg === undefined || key.d === undefined) throw new TypeError("Sign with a private key: Ed25519, or P-256.");
  return {
    sign: async (type, payload) => {
      const { kid } = await published(key);
      return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ alg, typ: type, ...(kid !== undefined && { kid }) })
        .sign(await importJWK(key, alg));
    },
    keys: async () => ({ keys: await Promise.all([key, ...oldKeys.keys].map(published)) }),
  };
};
