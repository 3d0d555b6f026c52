import { api } from "./api.js";

const count = document.querySelector("#waiting");

/** How many wait for a second person, beside the page's name. */
export const showCount = (waiting) => {
  count.textContent = waiting ? String(waiting) : "";
  count.hidden = waiting === 0;
};

/** Asks for it once. A page without it is no worse. */
export const countWaiting = () =>
  api("/approvals").then(
    ({ data }) => showCount(data.length),
    () => undefined,
  );
