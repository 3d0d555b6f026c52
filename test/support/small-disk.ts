import { execFile } from "node:child_process";
import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { chmod, mkdtemp, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A disk that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  /** Bytes that are left. */
  free(): number;
  /** Takes all of it but so many bytes. */
  fill(leave: number): void;
  /** Gives back what was taken. */
  clear(): void;
  remove(): Promise<void>;
}

const BLOCK = Buffer.alloc(4096);

/** Mounts a disk in memory; null where that isn't allowed. */
export const mountSmallDisk = async (megabytes: number): Promise<SmallDisk | null> => {
  const folder = await mkdtemp(path.join(tmpdir(), "memberkit-disk-"));
  const mounted = await run("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]).catch(() => null);
  if (!mounted) {
    await rmdir(folder);
    return null;
  }
  // PostgreSQL may run as somebody else.
  await chmod(folder, 0o777);
  const ballast = path.join(folder, "ballast");
  const free = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    free,
    fill: (leave) => {
      const file = openSync(ballast, "a");
      while (free() >= leave + BLOCK.length) writeSync(file, BLOCK);
      closeSync(file);
    },
    clear: () => rmSync(ballast),
    remove: async () => {
      await run("umount", ["-l", folder]);
      await rmdir(folder);
    },
  };
};
