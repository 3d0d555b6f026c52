/**
 * What others change, told while the page is visible and online: by one stream, however many watch, where the backend has
 * the module `changes`; else members are looked at every half minute, and jobs are not told of. What happened while the
 * page was hidden is told once it is seen again.
 */
export interface Changes {
  /** Whether a stream is open: what changes is told within seconds. */
  readonly isLive: boolean;
  /**
   * Keeps a member fresh: whenever somebody else changes them, or may have, they go stale, as after a write of this
   * client, and `told` is called, with the ids of the operations that did it where all of them are known. What this client did itself is told by its own write alone; while the outcome of one
   * is unknown (see `unsettled`), a change may be that one. Answers the function that ends it, which is safe to repeat.
   */
  watch(memberId: string, told?: (operations?: readonly string[]) => void): () => void;
  /**
   * Keeps all members of a list fresh, as `watch` does, by the stream alone: where there is none, nobody looks at them.
   * Answers the function that ends it, which is safe to repeat.
   */
  watchAll(memberIds: readonly string[]): () => void;
  /** Whether a member is watched by an open stream: whatever changes them is told within seconds. */
  watches(memberId: string): boolean;
  /** Calls `moved` whenever a job has moved, or may have. Answers the function that ends it, which is safe to repeat. */
  watchJob(jobId: string, moved: () => void): () => void;
}
