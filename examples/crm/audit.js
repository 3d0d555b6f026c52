import "./desk.js";
import { api } from "./api.js";

const form = document.querySelector("#narrow");
const sheet = document.querySelector("#sheet");
const entries = document.querySelector("#entries");
const pages = document.querySelector("#pages");
const [newer, older] = pages.children;
const state = document.querySelector("#state");
const retry = document.querySelector("#retry");
const said = document.querySelector("#said");
const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const number = new Intl.NumberFormat("en");

const element = (name, text = "", more = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...more });

/** A code in words: "insufficient-balance" is "Insufficient balance". */
const wordsOf = (code) => {
  const words = code.replace(/[-_:]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const customers = (count) => `${number.format(count)} ${count === 1 ? "customer" : "customers"}`;

/** What is done beside the program's actions. */
const others = [
  ...["undo", "approve", "decline", "start-job", "approve-job", "decline-job", "cancel-job", "retry-job"],
  ...["save-audience", "change-audience", "delete-audience", "hand-off"],
];

const verbs = {
  view: "Viewed",
  read: "Asked for what is not there",
  search: "Saw a list",
  export: "Asked for a file",
  "export-taken": "Fetched a file",
  "export-done": "Got a whole file",
  "export-cut": "Got a part of a file",
  audit: "Read the audit",
};

const sources = {
  rule: "A rule",
  pos: "A till",
  campaign: "A campaign",
  program: "The program",
  provider: "A provider",
};

/** What came of it, where that is not what one expects. */
const outcomes = { "awaiting-approval": "Waits for a second person", awaiting_approval: "Waits for a second person" };
const expected = ["applied", "shown", "running", "declined", "cancelled", "cancelling", "not-found"];

/** Operators who were seen, by what they may be called by. */
const known = new Map();

const idOf = (id) => element("bdi", id, { className: "id" });

const profileOf = (id) => {
  const link = element("a", "", { href: `/customers/${encodeURIComponent(id)}` });
  link.append(idOf(id));
  return link;
};

const cell = (className, ...content) => {
  const made = element("td", "", { className });
  made.append(...content);
  return made;
};

const folded = (summary, ...content) => {
  const made = element("details");
  const shown = element("summary");
  shown.append(element("bdi", summary));
  made.append(shown, ...content);
  return made;
};

const whomOf = ({ memberId, memberIds }) => {
  if (memberId !== null) return [profileOf(memberId)];
  if (memberIds === null) return [];
  if (memberIds.length === 0) return ["Nobody"];
  const list = element("ul");
  list.append(
    ...memberIds.map((id) => {
      const item = element("li");
      item.append(profileOf(id));
      return item;
    }),
  );
  return [folded(customers(memberIds.length), list)];
};

const sealOf = ({ seal }) =>
  seal === null
    ? [element("span", "Not yet sealed", { className: "pending" })]
    : [folded(`Sealed, no. ${number.format(seal.position)}`, idOf(seal.hash))];

const ticketOf = ({ reference }) => (reference === null ? [] : [element("bdi", reference)]);

/** A line below what it says more of. */
const below = (...content) => {
  const line = element("div", "", { className: "quiet" });
  line.append(...content);
  return line;
};

const whoOf = ({ operator, source }) => {
  if (operator === null) return [element("b", sources[source] ?? wordsOf(source))];
  const { id, name } = operator;
  return name === id ? [idOf(id)] : [element("b", name), below(idOf(id))];
};

const whatOf = ({ kind, action, subject, found, outcome, operationId }) => {
  const what = kind === "reveal" ? "Showed a hidden detail" : (verbs[action] ?? wordsOf(action));
  const parts = [element("b", what)];
  if (subject !== null) parts.push(below(kind === "reveal" ? wordsOf(subject) : idOf(subject)));
  if (found !== null && kind === "export") parts.push(below(customers(found)));
  if (operationId !== null) parts.push(below(idOf(operationId)));
  const words = outcomes[outcome] ?? `Refused: ${wordsOf(outcome).toLowerCase()}`;
  const className = outcome in outcomes ? "state asking" : "state bad";
  if (!expected.includes(outcome)) parts.push(below(element("span", words, { className })));
  return parts;
};

/** What has a column of its own on a wide page stands below what was done on a narrow one. */
const underOf = (entry) => {
  const under = element("div", "", { className: "narrowed" });
  for (const parts of [whomOf(entry), ticketOf(entry), sealOf(entry)]) {
    if (parts.length === 0) continue;
    const line = element("div");
    line.append(...parts);
    under.append(line);
  }
  return under;
};

const entryRow = (entry) => {
  const row = element("tr");
  row.append(
    cell("when", element("time", when.format(new Date(entry.at)), { dateTime: entry.at })),
    cell("who", ...whoOf(entry)),
    cell("what", ...whatOf(entry), underOf(entry)),
    cell("wide", ...whomOf(entry)),
    cell("wide", ...ticketOf(entry)),
    cell("wide", ...sealOf(entry)),
  );
  return row;
};

/** The operators that were seen are suggested by their names. */
const learn = (data) => {
  for (const { operator } of data) if (operator) known.set(operator.name.toLowerCase(), operator);
  document
    .querySelector("#operators")
    .replaceChildren(...[...known.values()].map(({ name }) => element("option", "", { value: name })));
};

const instantOf = (day, time) => (day ? new Date(`${day}T${time}`).toISOString() : "");

/** What the form asks for. Of a name, the operator's id; a day is one of this browser's zone. */
const asked = () => {
  const { what, operator, memberId, reference, from, to } = Object.fromEntries(new FormData(form));
  const [name, value] = what.split(":");
  const given = {
    ...(what && { [name]: value }),
    operator: known.get(operator.trim().toLowerCase())?.id ?? operator.trim(),
    memberId: memberId.trim(),
    reference: reference.trim(),
    from: instantOf(from, "00:00:00"),
    to: instantOf(to, "23:59:59.999"),
  };
  return Object.entries(given).filter(([, text]) => text !== "");
};

/** The cursors of the pages up to the one that is shown. */
let cursors = [null];
let query = [];
/** The latest look: an answer that comes after a later one is dropped. */
let latest;

const tell = (words, isTrouble = false) => {
  said.textContent = words;
  said.className = isTrouble ? "trouble" : "";
};

const showState = (words, canRetry = false) => {
  state.textContent = words;
  state.hidden = words === "";
  retry.hidden = !canRetry;
};

const show = ({ data, page }) => {
  learn(data);
  entries.replaceChildren(...data.map(entryRow));
  sheet.hidden = data.length === 0;
  showState(data.length > 0 ? "" : "Nothing in the audit fits. Leave something out, or choose other days.");
  [newer.disabled, older.disabled] = [cursors.length === 1, page.next === null];
  pages.hidden = newer.disabled && older.disabled;
  older.value = page.next ?? "";
};

const refuse = () => {
  form.hidden = true;
  showState("Your role can't read the audit. Ask an administrator.");
};

const fail = ({ code, message }) =>
  showState(`Couldn't load the audit. ${code ? message : "The loyalty backend can't be reached."}`, true);

/** Why nothing can be shown: at its field, where it is about one. */
const showTrouble = (error) => {
  sheet.hidden = pages.hidden = true;
  if (error.code === "forbidden") return refuse();
  const [wrong] = error.errors ?? [];
  const field = form.elements[wrong?.pointer.slice(1)];
  if (!field) return fail(error);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", said.id);
  showState("");
  tell(wrong.detail, true);
  field.focus();
};

const read = async () => {
  const look = (latest = {});
  sheet.setAttribute("aria-busy", "true");
  showState("Loading…");
  for (const field of form.elements) field.removeAttribute("aria-invalid");
  const cursor = cursors.at(-1);
  const search = { ...Object.fromEntries(query), limit: 50, ...(cursor !== null && { cursor }) };
  try {
    const page = await api("/audit-searches", search);
    if (look === latest) show(page);
  } catch (error) {
    if (look === latest) showTrouble(error);
  }
  sheet.removeAttribute("aria-busy");
};

const turn = async (words) => {
  await read();
  if (sheet.hidden) return;
  tell(words);
  scrollTo({ top: 0 });
  document.querySelector("h1").focus({ preventScroll: true });
};

const ask = async () => {
  tell("");
  [cursors, query] = [[null], asked()];
  await read();
  if (sheet.hidden) return;
  const count = entries.childElementCount;
  tell(older.disabled ? `${count} ${count === 1 ? "entry" : "entries"}` : `The newest ${count} entries`);
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void ask();
});
// The fields are empty once this has been told.
form.addEventListener("reset", () => setTimeout(ask));
older.addEventListener("click", () => {
  cursors.push(older.value);
  void turn(`Older entries, page ${cursors.length}`);
});
newer.addEventListener("click", () => {
  cursors.pop();
  void turn(cursors.length === 1 ? "The newest entries" : `Newer entries, page ${cursors.length}`);
});

/** What can be asked for is the program's to say, and whether to the operator's role. */
const begin = async () => {
  try {
    const [{ modules, actions }, { permissions }] = await Promise.all([api("/capabilities"), api("/operator")]);
    if (!modules.includes("audit")) return showState("This backend shows no audit.");
    if (!permissions.some((each) => ["*", "audit:read"].includes(each))) return refuse();
    const changes = [...actions.map(({ id }) => id), ...others].map((id) => [wordsOf(id), id]).sort();
    const options = changes.map(([words, id]) => element("option", words, { value: `action:${id}` }));
    const group = document.querySelector("#changes");
    group.replaceChildren(group.firstElementChild, ...options);
    form.hidden = false;
    return read();
  } catch (error) {
    return fail(error);
  }
};

retry.addEventListener("click", begin);
await begin();
