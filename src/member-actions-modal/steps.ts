import { FIRST_FIELD } from "./focus.js";
import type { OpenAction } from "./action-flow/open-action.js";

/** The step of an open action that is shown. A status that changes is another step, so that it is announced. */
const stepOf = ({ run: { phase, operation, undoOperation }, isReviewed, fieldsState }: OpenAction): string => {
  if (phase === "unknown" || phase === "not-done") return phase;
  if (phase === "following") return `following:${(undoOperation ?? operation)?.status ?? ""}`;
  return undoOperation ? "undone" : operation ? "receipt" : isReviewed ? "review" : `form:${fieldsState}`;
};

/** Identifies what is shown: the member, the action and its step. */
export const stepKey = (memberId: string | null, open: OpenAction | null, loaded: boolean): string =>
  `${memberId} ${loaded ? (open ? `${open.item.key} ${stepOf(open)}` : "menu") : "waiting"}`;

/** Where the focus goes in a step, best first. Back in the menu it returns to the button that was pressed. */
export const focusTargets = (open: OpenAction | null, lastStep: string, loaded: boolean): (string | null)[] => {
  if (!loaded) return ["#title"];
  if (!open) {
    const [, key] = lastStep.split(" ");
    return [
      key && key !== "menu" && key !== "waiting" ? `[data-action="${CSS.escape(key)}"]` : null,
      "#search",
      "#title",
    ];
  }
  const step = stepOf(open);
  if (step === "unknown") return ["#check-now"];
  if (step === "review") return ["#title"];
  if (step === "form:loading" || step === "form:failed") return [".unread button", ".unread"];
  if (step !== "form:ready") return ["#done"];
  if (open.isFilledIn && open.reading.input && open.isConfirmed) return ["#submit"];
  return [FIRST_FIELD, "#submit"];
};
