import { readingPanel } from "../../reading-panel.js";

/** What the member's purchases tell of them. That came with the member: only its drawing is still to be loaded. */
export const behaviour = readingPanel({
  name: "behaviour",
  place: "side",
  title: "behaviour",
  modules: ["purchases"],
  failure: "error.behaviour",
  read: async () => null,
  drawing: () => import("./drawing.js"),
});
