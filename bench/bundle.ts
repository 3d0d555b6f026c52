import { brotliCompressSync } from "node:zlib";
import { rollup, type OutputChunk, type OutputOptions } from "rollup";
import { forPages } from "../rollup.config.mjs";

/** Bytes of a file as a server with brotli sends it. */
export const brotliBytes = (content: string | Buffer): number => brotliCompressSync(content).byteLength;

export interface BundleBytes {
  /** The entry and what it imports at once. */
  atOnce: number;
  /** With everything that it imports later. */
  inAll: number;
}

/**
 * Bundles and minifies one module as a host's bundler does, with zod itself, and counts its chunks, each compressed by
 * itself. Chunks are called by their plain names: what a hash compresses to is chance, up to 20 bytes of it.
 */
export const bundleBytes = async (entry: string): Promise<BundleBytes> => {
  const plugins = forPages.plugins.filter(({ name }) => name !== "schemas-for-pages");
  const bundle = await rollup({ ...forPages, plugins, input: entry });
  const named: OutputOptions = { ...(forPages.output as OutputOptions), chunkFileNames: "memberkit/[name].js" };
  const { output } = await bundle.generate(named);
  await bundle.close();
  const chunks = new Map(
    output.filter((file): file is OutputChunk => file.type === "chunk").map((chunk) => [chunk.fileName, chunk]),
  );
  const atOnce = new Set<string>();
  const walk = (name: string): void => {
    if (atOnce.has(name)) return;
    atOnce.add(name);
    chunks.get(name)?.imports.forEach(walk);
  };
  walk(output[0].fileName);
  const sum = (names: Iterable<string>) =>
    [...names].reduce((total, name) => total + brotliBytes(chunks.get(name)?.code ?? ""), 0);
  return { atOnce: sum(atOnce), inAll: sum(chunks.keys()) };
};
