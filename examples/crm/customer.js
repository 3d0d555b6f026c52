import "./desk.js";
import "/memberkit.js";
import { api, post } from "./api.js";

const kit = document.querySelector("member-kit");
const { memberId } = kit.querySelector("member-profile");
const rung = document.querySelector("#rung");
const crumb = document.querySelector("#crumb");
const page = document.title;

/** The kit is told nothing of what the host does beside it: a fresh element shows the member as they are now. */
const showAnew = () => {
  const profile = kit.querySelector("member-profile");
  profile.replaceWith(profile.cloneNode(true));
};

const cents = (text) => {
  const [whole, rest = ""] = text.split(/[.,]/);
  return Number(whole) * 100 + Number(rest.padEnd(2, "0"));
};

document.querySelector("#till").addEventListener("submit", async (event) => {
  event.preventDefault();
  rung.textContent = "Ringing up…";
  const amount = cents(document.querySelector("#amount").value);
  const response = await post("/till", { memberId, amount, key: crypto.randomUUID() });
  rung.textContent = response.ok ? "Rung up." : (await response.json()).detail;
  if (response.ok) showAnew();
});

const { data } = await api("/member-reads", { ids: [memberId] });
let name = data[0]?.name;

/** The page is called by the member while they are shown; the browser's history keeps no name. */
const callPage = (called) => {
  document.title = called ? `${called} · ${page}` : page;
  crumb.textContent = called ?? memberId;
};
callPage(name);
addEventListener("pagehide", () => callPage());
addEventListener("pageshow", () => callPage(name));
kit.addEventListener("member-action-done", ({ operation }) => {
  if (operation.action === "delete") callPage((name = undefined));
});
kit.addEventListener("member-open", (event) => {
  event.preventDefault();
  location.assign(`/customers/${encodeURIComponent(event.memberId)}`);
});
