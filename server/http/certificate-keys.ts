import type { Hono } from "hono";
import { certificateKeys } from "../read/certificate.js";
import type { Environment } from "./exchange.js";
import type { Services } from "./services.js";

/** Where the public keys of certificates are: without a token, since whoever is handed one is to verify it. */
const KEYS_PATH = "/certificates/keys";

/** Registers the address of the public keys, a JSON Web Key Set. */
export const registerCertificateKeys = (app: Hono<Environment>, services: Services): void => {
  app.get(KEYS_PATH, async (c) => {
    c.set("route", KEYS_PATH);
    return c.json(await certificateKeys(services));
  });
};
