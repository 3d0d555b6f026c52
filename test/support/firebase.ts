import { generateKeyPairSync } from "node:crypto";
import { jwtVerify } from "jose";
import type { ServiceAccount } from "../../server/messages/firebase.js";
import { type Ending, json, startDouble } from "./http-double.js";

const PROJECT = "northwind-app";
const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const refusal = (code: number, status: string, errorCode: string) => ({
  error: {
    code,
    status,
    message: "words that may repeat the token",
    details: [{ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", errorCode }],
  },
});

/** A notification as Google has it. */
interface Push {
  readonly token: string;
  readonly notification: { readonly title?: string; readonly body: string };
}

/**
 * A stateful double of Firebase Cloud Messaging (HTTP v1), and of the place where tokens for it are handed out, on one
 * free port. Only the service account's own key gets one. Faults are those of sending.
 */
export const startFirebase = async (t: Ending) => {
  const pushes: Push[] = [];
  const unregistered = new Set<string>();
  const tokens = new Set<string>();
  let handedOut = 0;

  const double = await startDouble(
    t,
    async ({ request, url, body }, response) => {
      if (url.pathname === "/token") {
        const assertion = new URLSearchParams(body).get("assertion") ?? "";
        const audience = `${double.origin}/token`;
        // The double's clock is the one of the assertion: tests have clocks of their own.
        const claims = await jwtVerify(assertion, publicKey, { audience, currentDate: new Date(0) }).catch(() => null);
        if (claims?.payload.scope !== SCOPE) return json(response, 400, { error: "invalid_grant" });
        const token = `token-${++handedOut}`;
        tokens.add(token);
        return json(response, 200, { access_token: token, expires_in: 3600, token_type: "Bearer" });
      }
      if (url.pathname !== `/v1/projects/${PROJECT}/messages:send`) return json(response, 404, {});
      if (!tokens.has((request.headers.authorization ?? "").replace("Bearer ", "")))
        return json(response, 401, { error: { code: 401, status: "UNAUTHENTICATED" } });
      const { message } = JSON.parse(body) as { message: Push };
      if (unregistered.has(message.token)) return json(response, 404, refusal(404, "NOT_FOUND", "UNREGISTERED"));
      if (message.token === "not-of-this-app")
        return json(response, 403, refusal(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH"));
      pushes.push(message);
      return json(response, 200, { name: `projects/${PROJECT}/messages/${pushes.length}` });
    },
    ({ url }) => url.pathname !== "/token",
  );

  const account: ServiceAccount = {
    project_id: PROJECT,
    client_email: "sender@northwind-app.iam.gserviceaccount.com",
    private_key: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    token_uri: `${double.origin}/token`,
  };
  return {
    url: double.origin,
    account,
    faults: double.faults,
    pushes,
    unregistered,
    /** How many tokens were handed out. */
    handedOut: () => handedOut,
    /** Takes none of the tokens that were handed out any more. */
    revokeTokens: () => tokens.clear(),
  };
};
