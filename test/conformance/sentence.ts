import { Skip } from "./expect.js";
import type { Subject } from "./subject.js";

/** The sections of the contract, by their anchors. */
export const rules = [
  "access",
  "cors",
  "reading",
  "lists",
  "times-and-amounts",
  "keys",
  "settling",
  "refusals",
  "preconditions",
  "actions",
  "previews",
  "undo",
  "messages",
  "erasure",
  "changes",
  "many-members",
] as const;

export type Rule = (typeof rules)[number];

/** One sentence of the contract, and how to try it. */
export interface Sentence {
  /** A fault's id (docs/faults.md), or a requirement's. */
  readonly id: string;
  /** Where the contract says so. */
  readonly rule: Rule;
  readonly says: string;
  readonly level: "core" | "preview" | "bulk";
  /** Throws where it doesn't hold; throws `Skip` where it can't be tried. */
  try(subject: Subject): Promise<void>;
}

/** Makes sentences of one rule. Of a level that the backend doesn't have they are skipped. */
export const sentencesOf =
  (rule: Rule, level: Sentence["level"] = "core") =>
  (id: string, says: string, attempt: Sentence["try"]): Sentence => ({
    ...{ id, rule, says, level },
    try: async (subject) => {
      if (level === "bulk" && (await subject.capabilities()).level !== "bulk")
        throw new Skip("The backend does nothing to many members.");
      if (level === "preview") await subject.requirePreviews();
      await attempt(subject);
    },
  });
