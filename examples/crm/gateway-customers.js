import "./operator.js";
import { api } from "./api.js";

const list = document.querySelector("#customers");
const trouble = document.querySelector("#trouble");

const itemOf = ({ id, name }) => {
  const link = Object.assign(document.createElement("a"), { href: `/customers/${encodeURIComponent(id)}` });
  link.textContent = name;
  const item = document.createElement("li");
  item.append(link);
  return item;
};

/** Whom a text finds; all of them where there is none. */
const show = async (q) => {
  const { data } = await api("/member-searches", { q, limit: 50 });
  list.replaceChildren(...data.map(itemOf));
  trouble.textContent = data.length === 0 ? "Nobody is found by this." : "";
};

const tell = (error) => {
  trouble.textContent = error.message;
};

document.querySelector("#search").addEventListener("submit", (event) => {
  event.preventDefault();
  show(document.querySelector("#q").value).catch(tell);
});
show("").catch(tell);
