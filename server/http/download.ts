/** How long a reader may take over one chunk, and over all of a file, in milliseconds. */
interface Patience {
  readonly chunk: number;
  readonly whole: number;
}

/** Until then a download keeps a connection, and the database what had changed since. */
const PATIENCE: Patience = { chunk: 60_000, whole: 15 * 60_000 };

/**
 * A body that is made as it is read, and tells once how it ended. What fails midway, or waits for its reader for too
 * long, is a download that fails.
 *
 * @param ended told whether all of it was read; where it rejects, so does the download
 */
export const downloadOf = (
  chunks: AsyncGenerator<Uint8Array, void>,
  ended: (isWhole: boolean) => Promise<void>,
  patience: Patience = PATIENCE,
): ReadableStream<Uint8Array> => {
  const latest = performance.now() + patience.whole;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let end: ((isWhole: boolean) => Promise<void>) | null = async (isWhole) => {
    end = null;
    clearTimeout(timer);
    await chunks.return(undefined).catch(() => undefined);
    await ended(isWhole);
  };
  const cut = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    controller.error(new Error("Nobody read on in time"));
    // Whoever waits for the download has heard of it.
    end?.(false).catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        clearTimeout(timer);
        try {
          const chunk = await chunks.next();
          if (chunk.done === true) {
            await end?.(true);
            controller.close();
          } else if (end) {
            controller.enqueue(chunk.value);
            const left = Math.min(patience.chunk, latest - performance.now());
            timer = setTimeout(cut, Math.max(0, left), controller);
          }
        } catch (error) {
          await end?.(false);
          throw error;
        }
      },
      cancel: () => end?.(false),
    },
    { highWaterMark: 1 },
  );
};
