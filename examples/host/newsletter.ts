import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { Letter } from "./mailroom.js";

/** Whether a body was signed with this secret (Standard Webhooks). */
const isSigned = (secret: string, headers: IncomingHttpHeaders, body: string): boolean => {
  const told = Buffer.from(String(headers["webhook-signature"]));
  const text = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const own = Buffer.from(`v1,${createHmac("sha256", secret).update(text).digest("base64")}`);
  return told.length === own.length && timingSafeEqual(told, own);
};

/** The demo's newsletter service takes members who are handed to it; null: somebody else sent this. */
export const takeMember = (
  secret: string,
  headers: IncomingHttpHeaders,
  body: string,
): Omit<Letter, "receivedAt"> | null => {
  if (!isSigned(secret, headers, body)) return null;
  const { id, member } = JSON.parse(body) as { id: string; member: { id: string; name: string } };
  return { key: id, channel: "newsletter", to: member.id, title: "Resynced", body: `${member.name} was taken anew.` };
};
