import fs from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import type { PgliteOpenOptions } from "../postgres/pglite.js";

/** An open file of PGlite's file system; a folder has no `nfd`. */
interface Stream {
  readonly nfd?: number;
  readonly node: object;
}

/** What is used of PGlite's file system on Node's. */
interface Internals {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: Stream) => number };
    realPath(node: object): string;
    /** Turns Node's errors into those that PostgreSQL knows. */
    tryFSOperation<T>(operation: () => T): T;
  };
  readonly FS: { readonly root: { readonly mount: { readonly mounts: readonly Mount[] } } };
}

interface Mount {
  readonly type: unknown;
  readonly opts: { root: string };
}

type Options = Parameters<NodeFS["init"]>[1];
type Module = Parameters<NonNullable<Options["preRun"]>[number]>[0];

const internalsOf = (module: Module): Internals => module;

/** Windows syncs no folders, and no file that is open for reading only. */
const isWindows = process.platform === "win32";

const syncPath = (name: string): void => {
  const isFolder = fs.statSync(name).isDirectory();
  if (isFolder && isWindows) return;
  const file = fs.openSync(name, isFolder ? "r" : "r+");
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
};

const syncTree = (folder: string): void => {
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) syncPath(path.join(folder, name));
  syncPath(folder);
};

const addSync = (module: Module): void => {
  const { NODEFS } = internalsOf(module);
  const sync = ({ nfd, node }: Stream): void =>
    nfd === undefined ? syncPath(NODEFS.realPath(node)) : fs.fsyncSync(nfd);
  NODEFS.stream_ops.fsync = (stream) => {
    NODEFS.tryFSOperation(() => sync(stream));
    return 0;
  };
};

/**
 * PGlite's file system on Node's, which syncs when PostgreSQL says so. PGlite's own says that it has, and does nothing.
 */
class SyncedFolder extends NodeFS {
  readonly #folder: string;

  /** A folder that is new is made under another name: one that a crash left half made is never taken for a database. */
  constructor(folder: string) {
    const draft = `${folder}.draft`;
    fs.rmSync(draft, { recursive: true, force: true });
    super(fs.existsSync(folder) ? folder : draft);
    this.#folder = path.resolve(folder);
  }

  override async init(pglite: PGlite, options: Options) {
    return super.init(pglite, { ...options, preRun: [...(options.preRun ?? []), addSync] });
  }

  /** Called when a new database is complete and none of its files is open yet; later after each statement. */
  override async syncToFs(): Promise<void> {
    if (this.rootDir === this.#folder || !this.pg) return;
    syncTree(this.rootDir);
    fs.renameSync(this.rootDir, this.#folder);
    syncPath(path.dirname(this.#folder));
    this.rootDir = this.#folder;
    const { NODEFS, FS } = internalsOf(this.pg.Module);
    for (const { type, opts } of FS.root.mount.mounts) if (type === NODEFS) opts.root = this.#folder;
  }
}

/**
 * What PGlite is opened with so that a commit is on the disk before it is answered: what was acknowledged survives a
 * loss of power, as on PostgreSQL. Without it, it survives the end of the process only.
 */
export const syncedFolder = (folder: string): PgliteOpenOptions => ({
  fs: new SyncedFolder(folder),
  // PGlite starts with -F, which is "no sync". Of the ways to sync the log, it has fsync alone.
  startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"), "-c", "wal_sync_method=fsync"],
});
