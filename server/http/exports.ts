import type { Hono } from "hono";
import { dayOf } from "../domain/calendar.js";
import { programOf } from "../domain/masking.js";
import type { Database } from "../postgres/database.js";
import { audienceOf, fieldsNamed } from "../read/audience/audience.js";
import { lease, type Lease } from "../read/export/lease.js";
import { CSV_TYPE, type Texts, writingOf } from "../read/export/lines.js";
import { membersFile } from "../read/export/members.js";
import { notDoneFile } from "../read/export/not-done.js";
import { subjectFile } from "../read/export/subject.js";
import { fileOf, type FileParts } from "../read/export/stream.js";
import { endExport, takeExport, type TakenExport } from "../write/exports.js";
import { downloadOf } from "./download.js";
import type { Environment } from "./exchange.js";
import type { Services } from "./services.js";

/** Where files are fetched: without a token of the operator's, since the browser's own download opens it. */
export const EXPORT_PATH = "/exports/{token}";

interface File extends FileParts {
  readonly name: string;
  readonly contentType: string;
}

/** What was asked for, as it is read and written. */
const fileAsked = async (connection: Database, { clock }: Services, { tenant, asked }: TakenExport): Promise<File> => {
  if ("notDone" in asked)
    return {
      name: `not-done-${asked.notDone.jobId}.csv`,
      contentType: CSV_TYPE,
      ...notDoneFile(tenant, asked.notDone),
    };
  if ("subject" in asked) {
    const { memberId, format } = asked.subject;
    const contentType = format === "html" ? "text/html; charset=utf-8" : "application/json";
    return { name: `member-${memberId}.${format}`, contentType, ...subjectFile(tenant, asked.subject) };
  }
  // Whoever asked for it was asked then what they may see.
  const audience = await audienceOf(connection, clock, programOf(tenant), asked);
  const fields = fieldsNamed(audience.fields, asked.columns, "column", (index) => `/columns/${index}`);
  const writing = writingOf(asked.format, fields);
  const name = `members-${dayOf(clock.now(), audience.program.timeZone)}.${asked.format}`;
  return { name, contentType: writing.contentType, ...(await membersFile(connection, audience, writing)) };
};

const fileResponse = async (
  services: Services,
  { connection, release }: Lease,
  taken: TakenExport,
  requestId: string,
): Promise<Response> => {
  const { name, contentType, line, ...parts } = await fileAsked(connection, services, taken);
  let found = 0;
  const counting = (texts: Texts): string => {
    found += 1;
    return line(texts);
  };
  const body = downloadOf(fileOf(connection, { ...parts, line: counting }), async (isWhole) => {
    // The connection goes back last: where it broke, nothing else is asked by it.
    await endExport(services, taken, { isWhole, requestId, found }).finally(release);
  });
  return new Response(body, {
    headers: {
      "Content-Type": contentType,
      "Content-Disposition": `attachment; filename="${name}"`,
      // Compressing it would take longer than sending it.
      "Cache-Control": "no-transform",
    },
  });
};

/** Registers the address that a file is fetched from: it is streamed, and takes the memory of a few members. */
export const registerExports = (app: Hono<Environment>, services: Services): void => {
  app.get("/exports/:token", async (c) => {
    c.set("route", EXPORT_PATH);
    const { requestId } = c.var;
    // The connection first: an address is not used up where there is none.
    const leased = await lease(services.exportDatabase);
    try {
      const taken = await takeExport(services, c.req.param("token"), requestId);
      return await fileResponse(services, leased, taken, requestId);
    } catch (error) {
      leased.release();
      throw error;
    }
  });
};
