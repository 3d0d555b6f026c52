import "./desk.js";

const list = document.querySelector("#letters");
const state = document.querySelector("#state");
const channels = { sms: "SMS", email: "E-mail", push: "Notification" };
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

const refresh = async () => {
  const response = await fetch("/outbox.json");
  const letters = await response.json();
  state.hidden = letters.length > 0;
  state.textContent = "Nothing was sent yet. Send a member an SMS, an e-mail or a notification, and it appears here.";
  if (letters.length !== list.childElementCount) list.replaceChildren(...letters.map(letterItem));
};

await refresh();
setInterval(() => !document.hidden && refresh(), 2000);
