import { open, readFile } from "node:fs/promises";
import * as z from "zod/mini";
import type { Anchor, KeepAnchor } from "../audit/anchor.js";

/** Keeps anchors at the end of a file, a line of JSON each; one is kept once it is on the disk. */
export const anchorFile =
  (path: string): KeepAnchor =>
  async (anchor) => {
    const file = await open(path, "a");
    try {
      await file.appendFile(`${JSON.stringify(anchor)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  };

const AnchorLine = z.object({ tenant: z.string(), position: z.int(), hash: z.string(), at: z.string() });

/** The anchors of a file. @throws where a line is none */
export const readAnchors = async (path: string): Promise<readonly Anchor[]> => {
  const lines = (await readFile(path, "utf8")).split("\n").filter(Boolean);
  return lines.map((line) => {
    const { at, ...link } = AnchorLine.parse(JSON.parse(line));
    return { ...link, at: new Date(at) };
  });
};
