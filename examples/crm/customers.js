import "./desk.js";
import "/memberkit.js";

const list = document.querySelector("member-list");

/** Names this visit of the list in the tab's history. What was typed stays out of the browser's memory. */
const visit = history.state ?? crypto.randomUUID();
const isBack = history.state !== null;
history.replaceState(visit, "");

addEventListener("pagehide", () => navigator.sendBeacon(`/visits/${visit}`, JSON.stringify(list.state)));

/** Shows the list as it was left: what was searched for, the same page, the focus on the row that was opened. */
if (isBack) list.state = await (await fetch(`/visits/${visit}`)).json();
