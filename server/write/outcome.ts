import type { Conflict, Notice } from "../../sdk/contract/index.js";
import type { Effect, MessageEffect } from "../domain/effects.js";
import type { MemberState } from "../domain/member.js";
import type { Refused } from "../domain/refusal.js";

/** What comes of an intent: a refusal, or effects and the member before and after them. */
export type Outcome = Refused | Applied;

/** What is done to one member. */
export interface Change {
  readonly effects: readonly Effect[];
  /** Where it changes. */
  readonly tier: { readonly before: string | null; readonly after: string | null } | null;
  readonly before: MemberState;
  readonly after: MemberState;
}

/** What is done, to one member or two. */
export const effectsOfBoth = ({ effects, other }: Pick<Applied, "effects" | "other">): readonly Effect[] =>
  other ? [...effects, ...other.effects] : effects;

export interface Applied extends Change {
  readonly warnings: readonly Notice[];
  /** Shown in a preview alone. */
  readonly conflicts: readonly Conflict[];
  /** By what the member is told of it; null: by nothing. No undo calls it back. */
  readonly told: MessageEffect | null;
  /** What is done to the other member of an action that takes two. */
  readonly other: Change | null;
  /** It is over a limit: a second person decides about it, and nothing is done until then. */
  readonly awaits: boolean;
}
