import { statfsSync } from "node:fs";

/** A few files of PostgreSQL's log, of 16 MiB each. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/** The disk is nearly full. It has PostgreSQL's own code for that, so that it is answered as a 503. */
class DiskFullError extends Error {
  override readonly name = "DiskFullError";
  readonly code = "53100";
}

/**
 * Throws where the disk of a folder has less than 64 MiB left. The embedded database does not survive a log that it
 * can't extend: the statement after that never ends, and holds up the whole process. So no change begins without space
 * for several.
 */
export const assertDiskSpace = (folder: string): void => {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < LEAST_FREE_BYTES) throw new DiskFullError();
};
