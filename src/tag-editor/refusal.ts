import type { KitController } from "../controllers/kit-controller.js";
import { isUnknownOutcome, refusalIn, rejectedIn } from "../errors.js";
import { reasonText } from "../parts/reasons.js";
import { tagMessages } from "../locales/en/tags.js";
import { StoppedError } from "./tag-writes.js";

const reason = (error: unknown, kit: KitController): string => {
  const t = kit.translator(tagMessages);
  if (error instanceof StoppedError) return t("tags.stopped");
  const said = refusalIn(error) ?? rejectedIn(error)?.warnings[0];
  if (said) return reasonText(kit, said);
  if (rejectedIn(error)) return t("tags.not-done");
  const { name } = error as Error;
  return t(name === "NetworkError" || name === "NotDoneError" ? "tags.unreachable" : "tags.server");
};

/** Why a tag was not added or removed; never "failed" for unknown. */
export const refusal = (
  id: "tags.refused.add" | "tags.refused.remove",
  tag: string,
  error: unknown,
  kit: KitController,
): string => {
  const t = kit.translator(tagMessages);
  return isUnknownOutcome(error) ? t("tags.unknown", { tag }) : t(id, { tag, why: reason(error, kit) });
};
