import { Skip } from "./expect.js";
import type { Subject } from "./subject.js";

/** One sentence of the contract, and how to try it. */
export interface Sentence {
  /** A fault's id (docs/faults.md), or a requirement's. */
  readonly id: string;
  readonly says: string;
  readonly level: "core" | "preview" | "bulk";
  /** Throws where it doesn't hold; throws `Skip` where it can't be tried. */
  try(subject: Subject): Promise<void>;
}

export const core = (id: string, says: string, attempt: Sentence["try"]): Sentence => ({
  id,
  says,
  level: "core",
  try: attempt,
});
export const preview = (id: string, says: string, attempt: Sentence["try"]): Sentence => ({
  id,
  says,
  level: "preview",
  try: attempt,
});
export const bulk = (id: string, says: string, attempt: Sentence["try"]): Sentence => ({
  id,
  says,
  level: "bulk",
  try: async (subject) => {
    if ((await subject.capabilities()).level !== "bulk") throw new Skip("The backend does nothing to many members.");
    await attempt(subject);
  },
});
