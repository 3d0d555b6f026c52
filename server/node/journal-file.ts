import { open, readFile } from "node:fs/promises";
import * as z from "zod/mini";
import type { JournalEntry, KeepEntry } from "../audit/journal.js";

/** Keeps entries at the end of a file, a line of JSON each; one is kept once it is on the disk. */
export const journalFile =
  (path: string): KeepEntry =>
  async (entry) => {
    const file = await open(path, "a");
    try {
      await file.appendFile(`${JSON.stringify(entry)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  };

const told = { tenant: z.string(), at: z.iso.datetime() };

const Line = z.discriminatedUnion("type", [
  z.object({ type: z.literal("audit.anchor"), ...told, position: z.int(), hash: z.string() }),
  z.object({
    ...{ type: z.literal("member.erased"), ...told },
    ...{ memberIds: z.array(z.string()), action: z.string(), operationId: z.string() },
  }),
]);

/** The entries of a file. @throws where a line is none */
export const readJournal = async (path: string): Promise<readonly JournalEntry[]> => {
  const lines = (await readFile(path, "utf8")).split("\n").filter(Boolean);
  return lines.map((text) => {
    const line = Line.parse(JSON.parse(text));
    return { ...line, at: new Date(line.at) };
  });
};
