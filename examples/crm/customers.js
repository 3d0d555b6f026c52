import "./desk.js";
import { api } from "./api.js";

const rows = document.querySelector("#rows");
const state = document.querySelector("#state");
const more = document.querySelector("#more");
const search = document.querySelector("#q");

const statuses = { active: "Active", blocked: "Blocked" };

const cell = (name, className, ...content) => {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...content);
  return made;
};

const row = ({ id, name, status, tier, supportId, externalIds }) => {
  const link = Object.assign(cell("a", "", cell("bdi", "", name)), { href: `/customers/${encodeURIComponent(id)}` });
  const made = document.createElement("tr");
  made.append(
    Object.assign(cell("th", "", link, cell("small", "", id)), { scope: "row" }),
    cell("td", "", tier?.name ?? "–"),
    cell("td", "quiet", statuses[status] ?? status),
    cell("td", "wide id", supportId ?? "–"),
    cell("td", "wide id", externalIds.join(", ") || "–"),
  );
  return made;
};

const linkTo = (path) => [...rows.querySelectorAll("a")].find(({ pathname }) => pathname === path);

let newest = 0;
let cursor = null;

const show = ({ data, page }, replaces) => {
  const found = data.map(row);
  if (replaces) rows.replaceChildren(...found);
  else rows.append(...found);
  cursor = page.next;
  more.hidden = cursor === null;
  state.textContent = rows.childElementCount ? "" : "Nobody is called so. Try a part of the name, or an id.";
  state.hidden = rows.childElementCount > 0;
};

/** Only the newest question's answer is shown, whichever comes last. Answers whether this one's is. */
const find = async (from) => {
  const mine = ++newest;
  try {
    const page = await api("/member-searches", { q: search.value.trim(), limit: 25, ...(from && { cursor: from }) });
    if (mine === newest) show(page, !from);
    return mine === newest;
  } catch (error) {
    // A list that has moved on starts over.
    if (from && error.code === "cursor-expired") return find();
    state.hidden = mine !== newest;
    state.textContent = error.message;
    return false;
  }
};

/** Names this visit of the list in the tab's history. What was typed stays out of the browser's memory. */
const visit = history.state ?? crypto.randomUUID();
const isBack = history.state !== null;
history.replaceState(visit, "");

addEventListener("pagehide", () => {
  const place = { q: search.value, count: rows.childElementCount, path: document.activeElement.pathname };
  navigator.sendBeacon(`/visits/${visit}`, JSON.stringify(place));
});

/** Shows the list as it was left: what was searched for, as many rows, the focus on the one that was opened. */
const comeBack = async () => {
  const { q, count, path } = await (await fetch(`/visits/${visit}`)).json();
  search.value = q;
  let isShown = await find();
  while (isShown && cursor && rows.childElementCount < count) isShown = await find(cursor);
  if (isShown) linkTo(path)?.focus();
};

/** What members may be found by, in the order in which it is said. */
const kinds = {
  name: "name",
  email: "e-mail",
  phone: "phone",
  id: "id",
  "support-id": "support id",
  "external-id": "our id",
  card: "card",
};

/** Asks for nothing that the backend can't find; where it doesn't say, the page's own words stay. */
const saySearch = async () => {
  const { search: found } = await api("/capabilities");
  if (!found) return;
  const known = Object.keys(kinds).filter((kind) => found.exact.includes(kind) || found.prefix.includes(kind));
  const words = new Intl.ListFormat("en", { type: "disjunction" }).format(known.map((kind) => kinds[kind]));
  search.placeholder = words.charAt(0).toUpperCase() + words.slice(1);
  search.labels[0].textContent = `Find a customer by ${words}`;
};

let typing;
search.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(find, 200);
});
search.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(typing);
  if (!(await find()) || rows.childElementCount !== 1) return;
  const only = rows.querySelector("a");
  only.focus();
  only.click();
});
more.addEventListener("click", () => find(cursor));
await Promise.all([isBack ? comeBack() : find(), saySearch().catch(() => undefined)]);
