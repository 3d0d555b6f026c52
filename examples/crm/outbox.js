import "./desk.js";
import { api } from "./api.js";

const list = document.querySelector("#letters");
const state = document.querySelector("#state");
const channels = { sms: "SMS", email: "E-mail", push: "Notification", newsletter: "Newsletter service" };
const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text, dir: "auto" });

const letterItem = ({ channel, to, title, body, receivedAt }) => {
  const item = document.createElement("li");
  const header = document.createElement("header");
  const time = Object.assign(element("time", when.format(new Date(receivedAt))), { dateTime: receivedAt });
  header.append(element("b", channels[channel] ?? channel), element("bdi", to), time);
  item.append(header, ...(title ? [element("h2", title)] : []), element("p", body));
  return item;
};

/** What it cost is the loyalty backend's to say: blocked and failed messages are free. */
const showTotals = async () => {
  const { data } = await api("/message-totals");
  const said = data.map(({ channel, sent, cost }) => {
    const price = cost && new Intl.NumberFormat("en", { style: "currency", currency: cost.currency });
    return `${sent} × ${channels[channel] ?? channel}${price ? ` for ${price.format(cost.amount / 10 ** cost.scale)}` : ""}`;
  });
  document.querySelector("#totals").textContent = said.length ? `This month: ${said.join(", ")}.` : "";
};

const refresh = async () => {
  const response = await fetch("/outbox.json");
  const letters = await response.json();
  state.hidden = letters.length > 0;
  state.textContent = "Nothing was sent yet. Send a member an SMS, an e-mail or a notification, and it appears here.";
  if (letters.length === list.childElementCount && list.childElementCount > 0) return;
  list.replaceChildren(...letters.map(letterItem));
  await showTotals().catch(() => undefined);
};

await refresh();
setInterval(() => !document.hidden && refresh(), 2000);
