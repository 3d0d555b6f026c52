import assert from "node:assert/strict";
import type { Database } from "../../server/postgres/database.js";
import { type BackendOptions, startBackend, type TestBackend } from "./backend.js";
import { makeMember } from "./tenant.js";

export const CANARY = "Canary7391";
const PHONE = "+36301237391";
const CARD = "6034120088717391";
const EMAIL = `${CANARY}@example.com`.toLowerCase();
/** What is looked for. */
export const canaries = [CANARY, PHONE.slice(1), CARD];

const takesAll = { knowsKeys: true, send: async () => ({ state: "sent", providerId: null }) as const };

/** A member who has left a trace in every field that takes text. */
export const leaveTraces = async (database: Database, options: Pick<BackendOptions, "signing"> = {}) => {
  const backend = await startBackend({ database, deliver: { email: takesAll, sms: takesAll }, ...options });
  const tenant = await backend.seed();
  const memberId = await makeMember(database, tenant, {
    ...{ name: CANARY, email: EMAIL, phone: PHONE, externalIds: [`crm-${CANARY}`] },
  });
  const call = await backend.as({ tenant });
  const done = async (url: string, body?: unknown, headers?: Record<string, string>) => {
    const { status, body: answer, text } = await call(url, body, headers);
    assert.ok(status < 300, `${url}: ${status} ${text}`);
    return answer as unknown as { id: string; url: string; status: string };
  };
  const act = (action: string, input: object, headers?: Record<string, string>) =>
    done(`/members/${memberId}/actions/${action}`, input, headers);
  const note = `${CANARY} said so`;
  const mistake = await act("add", { currency: "points", amount: 500, note, reference: CANARY });
  await done(`/operations/${mistake.id}/reversal`, { note });
  await act("add", { currency: "points", amount: 500, note, customerMessage: CANARY });
  await act("add-note", { note });
  await act("add-tag", { tag: CANARY });
  await act("add-card", { number: CARD, note });
  await act("add-event", { type: "review", properties: { stars: 5, text: CANARY }, note });
  await act("set-consent", { channel: "email", granted: true, evidence: `${CANARY} ticked the box` });
  await act("send-email", { templateId: "tpl_email_thanks" });
  await act("send-sms", { body: `Hi {name}, ${CANARY}` });
  await act("edit-profile", {
    changes: { allergies: { from: null, to: CANARY }, address: { from: null, to: `${CANARY} Street 1` } },
    note,
  });
  await looked(done);
  await inFiles(backend, done);
  await backend.app.runDueWork();
  return { backend, tenant, memberId, act, done };
};

type Done = (
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ id: string; url: string; status: string }>;

const among = (field: string, value: readonly string[]) => ({
  ...{ combinator: "and", not: false, rules: [{ field, operator: "in", value }] },
});

/** What was searched for, filtered by, saved and exported. */
const looked = async (done: Done): Promise<void> => {
  for (const q of [CANARY, EMAIL, PHONE, CARD]) await done("/member-searches", { q });
  await done("/audience-queries", { filter: among("email", [EMAIL]), limit: 10 });
  await done("/audiences", { name: "Pasted", filter: among("email", [EMAIL]) });
};

/** What was asked for in files, and of many. */
const inFiles = async (backend: TestBackend, done: Done): Promise<void> => {
  const filter = among("email", [EMAIL]);
  const asked = { filter, columns: ["id", "name", "email"], format: "csv", purpose: "A test" };
  const { url } = await done("/exports", asked);
  assert.match(await (await backend.fetch(`${backend.baseUrl}${url}`)).text(), new RegExp(CANARY));
  const file = `email,currency,amount,note\r\n${EMAIL},points,5,${CANARY} was there`;
  const { id: jobId } = await done("/imports?action=add&key=email", file, { "Content-Type": "text/csv" });
  await backend.app.runDueWork();
  assert.equal((await done("/bulk-actions", { jobId, confirmedCount: 1 })).status, "running");
  await backend.app.runDueWork();
};
