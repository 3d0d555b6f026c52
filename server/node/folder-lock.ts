import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Which process holds a folder. A pid alone is not enough: after a crash it may be another's. */
interface Holder {
  pid: number;
  /** When that process began, as its system says it; null where it doesn't say. */
  startedAt: string | null;
}

/** Another process has the data folder open; two would silently lose each other's writes. */
export class FolderLockedError extends Error {
  override readonly name = "FolderLockedError";
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(`The data folder ${folder} is in use by process ${pid}. Stop that process, or choose another folder with DATA_DIR.`);
  }
}

/** Field 22 of `/proc/<pid>/stat` counts from boot, so that it goes with the boot's id (proc(5)). */
const startedOnLinux = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${ticks}`;
};

const startedElsewhere = (pid: number): string =>
  execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

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

const readHolder = (path: string): Holder | null => {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch {
    return null;
  }
};

/** Puts the file there whole or not at all; false where one is there already. */
const place = (path: string, holder: Holder): boolean => {
  const draft = `${path}.${holder.pid}`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
};

const tryFolder = (path: string): boolean => {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
};

/** Replaces the lock of a process that is gone. A folder serves as the mutex, so that of two who try only one does. */
const takeOver = (path: string, mine: Holder): boolean => {
  const mutex = `${path}.takeover`;
  if (!tryFolder(mutex)) return false;
  try {
    const holder = readHolder(path);
    if (holder && stillHolds(holder)) return false;
    rmSync(path, { force: true });
    return place(path, mine);
  } finally {
    rmdirSync(mutex);
  }
};

/**
 * Claims a folder for this process, creating it if need be, and answers the function that gives it back. Throws
 * `FolderLockedError` where a living process has it; a lock left by a crash, or whose pid belongs to another process by now, is
 * taken over (faults.md D05). It holds on one machine: a folder on a network drive is not safe from a second machine.
 */
export const lockFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "lock");
  const mine = { pid: process.pid, startedAt: startOf(process.pid) };
  if (!place(path, mine)) {
    const holder = readHolder(path);
    if ((holder && stillHolds(holder)) || !takeOver(path, mine)) throw new FolderLockedError(folder, readHolder(path)?.pid ?? 0);
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
};
