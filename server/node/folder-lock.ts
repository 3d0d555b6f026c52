import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";

/**
 * Which process holds a folder. A pid alone is not enough: after a crash it may be another's. Signals to 0 and -1 go to
 * many.
 */
const Holder = z.object({
  pid: z.int().check(z.positive()),
  /** When that process began, as its system says it; null where it doesn't say. */
  startedAt: z.nullable(z.string()),
});
type Holder = z.infer<typeof Holder>;

/** Another process has the data folder open; two would silently lose each other's writes. */
export class FolderLockedError extends Error {
  override readonly name = "FolderLockedError";
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Stop that process, or choose another folder with DATA_DIR.`,
    );
  }
}

/** Field 22 of `/proc/<pid>/stat` counts from boot, so that it goes with the boot's id (proc(5)). */
const startedOnLinux = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${ticks}`;
};

const startedElsewhere = (pid: number): string =>
  execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

const startOf = (pid: number): string | null => {
  try {
    return (process.platform === "linux" ? startedOnLinux : startedElsewhere)(pid) || null;
  } catch {
    return null;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

const stillHolds = ({ pid, startedAt }: Holder): boolean => {
  if (!isAlive(pid)) return false;
  const now = startOf(pid);
  return startedAt === null || now === null || startedAt === now;
};

/** Null where nobody holds it: it was released, or was not written by {@link place}. */
const readHolder = (file: string): Holder | null => {
  try {
    return Holder.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
};

/** Puts the file there whole or not at all; false where one is there already. */
const place = (folder: string, file: string, holder: Holder): boolean => {
  const draft = join(folder, `lock.draft.${holder.pid}`);
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
};

/** The numbers of the locks that a folder has had and that were not cleared away yet, in no order. */
const numbersIn = (folder: string): number[] =>
  readdirSync(folder).flatMap((name) => {
    const number = /^lock\.(\d{1,15})$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });

const lastIn = (folder: string): number => Math.max(0, ...numbersIn(folder));
const fileOf = (folder: string, number: number): string => join(folder, `lock.${number}`);

/**
 * Places the lock of that number; false where another process was faster. One that was slow may find a higher number
 * beside its own.
 */
const claim = (folder: string, number: number): boolean => {
  const file = fileOf(folder, number);
  if (!place(folder, file, { pid: process.pid, startedAt: startOf(process.pid) })) return false;
  if (lastIn(folder) === number) return true;
  rmSync(file);
  return false;
};

/**
 * Claims a folder for this process, creating it if need be, and answers the function that gives it back. Throws
 * `FolderLockedError` where a living process has it; a lock left by a crash, or whose pid belongs to another process by
 * now, is taken over (docs/faults.md D05). It holds on one machine: a folder on a network drive is not safe from a
 * second machine, nor is one that two containers share.
 *
 * The lock of the highest number counts. It is never removed: whoever finds its holder gone places the next number,
 * which only one process can, and clears the older ones away. A crash at any moment leaves nothing that would stop the
 * next start.
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const last = lastIn(folder);
  const holder = readHolder(fileOf(folder, last));
  if (holder && stillHolds(holder)) throw new FolderLockedError(folder, holder.pid);
  const number = last + 1;
  if (!claim(folder, number)) return lockFolder(folder);
  for (const older of numbersIn(folder)) if (older < number) rmSync(fileOf(folder, older), { force: true });
  const file = fileOf(folder, number);
  return () => {
    if (readHolder(file)?.pid === process.pid) truncateSync(file);
  };
};
