import "./desk.js";
import { api } from "./api.js";

const list = document.querySelector("#tags");
const names = document.querySelector("#names");
const state = document.querySelector("#state");
const said = document.querySelector("#said");
const number = new Intl.NumberFormat("en");

/** How often a job that goes on is looked at, in milliseconds. */
const EVERY_MS = 500;

const { tagCase } = await api("/capabilities");

const element = (name, text = "", more = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...more });

const button = (text, press) => {
  const made = element("button", text, { type: "button" });
  made.addEventListener("click", press);
  return made;
};

const customers = (count) => `${number.format(count)} ${count === 1 ? "customer" : "customers"}`;

/** What the program holds for the same tag is the same by this. */
const fold = (tag) => (tagCase === "folded" ? tag.normalize("NFKC").toUpperCase().toLowerCase() : tag.normalize("NFC"));

/** All who have a tag. */
const having = (tag) => ({
  filter: { combinator: "and", rules: [{ field: "tags", operator: "contains", value: tag }] },
});

/** What can be done to a tag, in the words of its button and of what follows. */
const renaming = (tag, to) => ({
  action: "rename-tag",
  input: { tag, to },
  verb: "Rename",
  words: `“${tag}” is renamed to “${to}”`,
});
const merging = (tag, to) => ({ ...renaming(tag, to), verb: "Merge", words: `“${tag}” is merged into “${to}”` });
const deleting = (tag) => ({ action: "remove-tag", input: { tag }, verb: "Delete", words: `“${tag}” is deleted` });

/** The job once it is no longer in any of these states. */
const after = async (job, ...states) => {
  if (!states.includes(job.status)) return job;
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  return after(await api(`/jobs/${job.id}`), ...states);
};

const trouble = (item, error) => {
  item.querySelector(".trouble").textContent = error.message;
  for (const each of item.querySelectorAll("button")) each.disabled = false;
};

const close = (item) => {
  item.querySelector("form").remove();
  item.querySelector(".trouble").textContent = "";
  item.querySelector(".acts").hidden = false;
};

const putAway = (item) => {
  close(item);
  item.querySelector(".acts button").focus();
};

/** Puts what is asked next about a tag in the place of what was asked before: of this one or of another. */
const ask = (item, form) => {
  for (const open of list.querySelectorAll("li:has(form)")) close(open);
  item.querySelector(".trouble").textContent = "";
  item.querySelector(".acts").hidden = true;
  item.querySelector(".trouble").before(form);
  (form.querySelector("input") ?? form.querySelector("p")).focus();
};

const formOf = (item, fields, submit, act) => {
  const form = element("form", "", { className: "decision" });
  const away = button("Cancel", () => putAway(item));
  form.append(...fields, element("button", submit, { value: "approve" }), away);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const each of form.querySelectorAll("button")) each.disabled = true;
    try {
      await act();
    } catch (error) {
      trouble(item, error);
    }
  });
  form.addEventListener("keydown", (event) => event.key === "Escape" && putAway(item));
  return form;
};

/** Says that it was started, where it can be followed, and counts anew once it is over. */
const tell = async (job, { words }) => {
  const link = element("a", "See the job", { href: "/jobs" });
  const how =
    job.status === "awaiting_approval" ? "once a second person agrees" : `for ${customers(job.progress.total)}`;
  said.replaceChildren(`${words} ${how}. `, link);
  link.focus();
  await after(job, "running", "cancelling");
  await refresh();
};

/** Says how many customers it is about, and asks for their number where the job does. */
const confirm = (item, job, what) => {
  const { id, confirmCount, exclusions } = job;
  const { total } = job.progress;
  const typed = element("input", "", { id: "typed", inputMode: "numeric", autocomplete: "off", required: true });
  const out = exclusions.map(({ detail, members }) =>
    element("p", `${customers(members)} left out: ${detail}`, { className: "quiet" }),
  );
  const counted = confirmCount ? [element("label", `Type ${total} to confirm`, { htmlFor: typed.id }), typed] : [];
  const check = element("p", `${what.words} for ${customers(total)}.`, { className: "check", tabIndex: -1 });
  const fields = [check, ...out, ...counted];
  const start = async () => {
    const confirmed = confirmCount && { confirmedCount: Number(typed.value.replace(/\D/g, "")) };
    const started = await api("/bulk-actions", { jobId: id, ...confirmed });
    putAway(item);
    await tell(started, what);
  };
  ask(item, formOf(item, fields, `${what.verb} for ${customers(total)}`, start));
};

/** Looks at what it would do, which writes nothing. */
const look = async (item, what) => {
  const { action, input } = what;
  const made = await api("/bulk-previews", { action, input, target: having(input.tag) });
  const job = await after(made, "checking");
  if (job.progress.total === 0) throw new Error(job.exclusions[0]?.detail ?? "No customer has this tag any more.");
  confirm(item, job, what);
};

const renameForm = (item, tag, tags) => {
  const name = element("input", "", { id: "name", required: true, maxLength: 64, autocomplete: "off" });
  name.setAttribute("list", names.id);
  const hint = element("p", "", { className: "quiet hint", id: "hint" });
  hint.setAttribute("role", "status");
  name.setAttribute("aria-describedby", hint.id);
  const to = () => name.value.trim();
  const otherOf = () => tags.find((each) => each.tag !== tag && fold(each.tag) === fold(to()));
  name.addEventListener("input", () => {
    const other = otherOf();
    hint.textContent = other
      ? `“${other.tag}” is there already, with ${customers(other.count)}: the two become one, and “${tag}” is gone.`
      : "";
  });
  const fields = [element("label", `New name of “${tag}”`, { htmlFor: name.id }), name, hint];
  const chosen = () => {
    const other = otherOf();
    return other ? merging(tag, other.tag) : renaming(tag, to());
  };
  return formOf(item, fields, "Continue", () => look(item, chosen()));
};

const tagItem = ({ tag, count }, tags) => {
  const item = element("li");
  const named = (text) => `${text} “${tag}”`;
  const acts = element("p", "", { className: "acts" });
  const remove = async () => {
    for (const each of acts.children) each.disabled = true;
    await look(item, deleting(tag)).catch((error) => trouble(item, error));
    for (const each of acts.children) each.disabled = false;
  };
  const buttons = [button("Rename", () => ask(item, renameForm(item, tag, tags))), button("Delete", remove)];
  for (const each of buttons) each.setAttribute("aria-label", named(each.textContent));
  acts.append(...buttons);
  const header = element("header");
  const heading = element("h2");
  heading.append(element("bdi", tag));
  header.append(heading, element("bdi", customers(count)), acts);
  const problem = element("p", "", { className: "trouble" });
  problem.setAttribute("role", "alert");
  item.append(header, problem);
  return item;
};

/** All tags, page by page. */
const readTags = async (cursor = null) => {
  const { data, page } = await api("/tag-searches", { limit: 100, ...(cursor !== null && { cursor }) });
  return page.next === null ? data : [...data, ...(await readTags(page.next))];
};

/** Counts anew, unless somebody is in the middle of a form. */
const refresh = async () => {
  if (list.querySelector("form")) return;
  try {
    const tags = await readTags();
    list.replaceChildren(...tags.map((each) => tagItem(each, tags)));
    names.replaceChildren(...tags.map(({ tag }) => element("option", "", { value: tag })));
    state.textContent = "No customer has a tag yet. One becomes a tag as soon as it is used.";
    state.hidden = tags.length > 0;
  } catch (error) {
    state.hidden = false;
    state.textContent = error.message;
  }
};

await refresh();
