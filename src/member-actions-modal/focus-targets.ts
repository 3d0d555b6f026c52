import type { OpenAction } from "./action-flow/open-action.js";

/** Which view of an open action is shown. */
export const viewOf = ({ run }: OpenAction): string =>
  run.phase === "unknown" ? "unknown" : run.undoOperation ? "undone" : run.operation ? "receipt" : "form";

/** A view as one word after another: whose it is, and which. */
export const viewKey = (memberId: string | null, open: OpenAction | null, loaded: boolean): string =>
  `${memberId} ${loaded ? (open ? `${open.item.key} ${viewOf(open)}` : "menu") : "waiting"}`;

/** Where focus goes in a view, best first; back in the menu it returns to the button that was pressed. */
export const placesIn = (open: OpenAction | null, from: string, loaded: boolean): (string | null)[] => {
  if (!loaded) return ["#title"];
  if (!open) {
    const [, key] = from.split(" ");
    return [key && key !== "menu" && key !== "waiting" ? `[data-action="${CSS.escape(key)}"]` : null, "#search", "#title"];
  }
  const view = viewOf(open);
  if (view === "unknown") return ["#check-now"];
  if (view !== "form") return ["#done"];
  if (open.item.preset && open.reading.input && open.isConfirmed) return ["#submit"];
  return [".form :is(input, select, textarea, .rows)", "#submit"];
};
