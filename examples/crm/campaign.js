import "./desk.js";
import { api } from "./api.js";

const place = document.querySelector("#audience");
const id = new URLSearchParams(location.search).get("audience");

/** The wizard would go on from here: who it is for is known. */
try {
  const { filter } = await api(`/audiences/${encodeURIComponent(id)}`);
  const { count } = await api("/audience-queries", { filter, limit: 0, count: true });
  place.textContent = `${new Intl.NumberFormat("en").format(count.value)} customers`;
} catch (error) {
  place.textContent = error.message;
}
