import { isNotDone, refusalIn } from "../controllers/action-run-errors.js";
import { kindOf } from "../errors.js";
import { problemText, type Scene } from "./modal-view.js";

/** What happened and whether anything changed, for an outcome that is known. Unknown outcomes never come here. */
export const failureText = (scene: Pick<Scene, "say" | "kit">, error: unknown): string => {
  const { say } = scene;
  if (isNotDone(error)) return say("error.not-done");
  const kind = kindOf(error);
  if (kind === "authentication") return say("error.sign-in");
  if (kind === "network") return say(navigator.onLine ? "error.network" : "error.offline");
  if (kind === "timeout") return say("error.slow");
  if (kind === "contract") return say("error.contract");
  const refusal = refusalIn(error);
  return refusal ? `${problemText(scene, refusal)} ${say("error.unchanged")}` : say("error.unchanged");
};
