import "./desk.js";
import { createClient } from "/memberkit.js";

const rows = document.querySelector("#rows");
const state = document.querySelector("#state");
const more = document.querySelector("#more");
const search = document.querySelector("#q");

const client = createClient({
  baseUrl: `${rows.dataset.api}/v1`,
  getToken: async () => (await (await fetch("/token", { method: "POST" })).json()).token,
});

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
    cell("td", "quiet", status),
    cell("td", "wide id", supportId ?? "–"),
    cell("td", "wide id", externalIds.join(", ") || "–"),
  );
  return made;
};

let newest = 0;
let next = null;

const show = (page, replaced) => {
  const found = page.data.map(row);
  if (replaced) rows.replaceChildren(...found);
  else rows.append(...found);
  next = page.next;
  more.hidden = !next;
  state.textContent = rows.childElementCount ? "" : "Nobody is called so. Try a part of the name, or an id.";
};

/** Only the newest question's answer is shown, whichever comes last. */
const ask = async (fetchPage, replaced) => {
  const mine = ++newest;
  try {
    const page = await fetchPage();
    if (mine === newest) show(page, replaced);
  } catch (error) {
    if (mine === newest) state.textContent = error.message;
  }
};

const find = () => ask(() => client.members.search(search.value.trim(), { limit: 25 }).first(), true);

let typed;
search.addEventListener("input", () => {
  clearTimeout(typed);
  typed = setTimeout(find, 200);
});
search.form.addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});
more.addEventListener("click", () => ask(() => next(), false));
find();
