import { isUnknownOutcome, rejectedIn } from "../errors.js";
import type { TagTranslate } from "./say.js";
import { StoppedError } from "./tag-writes.js";

const reason = (error: unknown, t: TagTranslate): string => {
  const { name, detail } = error as { name: string; detail?: string };
  if (error instanceof StoppedError) return t("tags.stopped");
  if (name === "ProblemError" && detail) return detail;
  const rejected = rejectedIn(error);
  if (rejected) return rejected.warnings[0]?.detail ?? t("tags.not-done");
  return t(name === "NetworkError" || name === "NotDoneError" ? "tags.unreachable" : "tags.server");
};

/** Why a tag was not added or removed; never "failed" for unknown. */
export const refusal = (
  id: "tags.refused.add" | "tags.refused.remove",
  tag: string,
  error: unknown,
  t: TagTranslate,
): string => (isUnknownOutcome(error) ? t("tags.unknown", { tag }) : t(id, { tag, why: reason(error, t) }));
