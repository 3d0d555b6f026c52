import * as z from "zod/mini";

/** What an event of the changes says: `member.updated` and `job.updated`. It holds ids and nothing else. */
export const Change = z.object({
  /** Of the member, or of the job. */
  id: z.string(),
  /** What has changed the member, by the ids of operations; left out where it may be something else, or more. */
  operations: z.optional(z.array(z.string())),
});
export type Change = z.infer<typeof Change>;
