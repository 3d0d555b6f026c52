import "./desk.js";
import { api } from "./api.js";

const list = document.querySelector("#jobs");
const state = document.querySelector("#state");
const said = document.querySelector("#said");
const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat("en");

/** How often what goes on is looked at, in milliseconds. */
const EVERY_MS = 1_500;

const element = (name, text = "", more = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...more });

const statuses = {
  checking: "Being checked",
  checked: "Checked, not started",
  awaiting_approval: "Waits for a second person",
  running: "Running",
  cancelling: "Stopping",
  cancelled: "Stopped",
  done: "Done",
  declined: "Declined",
  failed: "Could not be checked",
};

const moving = ["checking", "running", "cancelling"];

/** Does something to a job, and says what came of it. */
const act = async (job, words, ...request) => {
  try {
    await api(...request);
    said.textContent = `${job.title}: ${words}.`;
  } catch (error) {
    said.textContent = error.message;
  }
  await refresh();
};

const button = (text, press) => {
  const made = element("button", text, { type: "button" });
  made.addEventListener("click", press);
  return made;
};

const buttonsOf = (job) => {
  const { id, status, progress, decidable, reversible, reversedBy } = job;
  const decide = (decision) => act(job, `${decision}d`, `/jobs/${id}/decision`, { decision });
  return [
    ...(decidable ? [button("Approve", () => decide("approve")), button("Decline", () => decide("decline"))] : []),
    ...(["running", "checking"].includes(status)
      ? [button("Stop", () => act(job, "stopping", `/jobs/${id}/cancellation`, {}))]
      : []),
    ...(["done", "cancelled"].includes(status) && progress.failed > 0
      ? [button("Try the failed again", () => act(job, "goes on", `/jobs/${id}/retry`, {}))]
      : []),
    ...(["done", "cancelled"].includes(status) && reversible && progress.succeeded > 0 && reversedBy === null
      ? [button("Undo all", () => undo(job))]
      : []),
  ];
};

/** Looks at what undoing it would do, and does that once it is known. */
const undo = async (job) => {
  try {
    const { id } = await api(`/jobs/${job.id}/reversal`, {});
    await act(job, "is being undone", "/bulk-actions", { jobId: id });
  } catch (error) {
    said.textContent = error.message;
  }
};

const countsOf = ({ done, total, succeeded, failed, skipped }) =>
  [
    `${number.format(done)} of ${number.format(total)}`,
    `${number.format(succeeded)} done`,
    ...(skipped ? [`${number.format(skipped)} skipped`] : []),
    ...(failed ? [`${number.format(failed)} failed`] : []),
  ].join(" · ");

const jobItem = (job) => {
  const { title, status, operator, createdAt, progress, failures } = job;
  const item = element("li");
  const header = element("header");
  header.append(
    element("b", statuses[status] ?? status),
    element("time", when.format(new Date(createdAt)), { dateTime: createdAt }),
  );
  item.append(header, element("h2", title), element("p", `${operator.name} · ${countsOf(progress)}`));
  if (moving.includes(status)) {
    const bar = element("progress", "", { max: Math.max(1, progress.total), value: progress.done });
    bar.setAttribute("aria-label", title);
    item.append(bar);
  }
  for (const { detail, members } of failures)
    item.append(element("p", `${number.format(members)}: ${detail}`, { className: "quiet" }));
  const buttons = element("p", "", { className: "decision" });
  buttons.append(...buttonsOf(job));
  if (buttons.childElementCount) item.append(buttons);
  return item;
};

let timer;

/** Looks again while something goes on, and nobody is about to press a button. */
const refresh = async () => {
  clearTimeout(timer);
  try {
    const { data } = await api("/jobs");
    const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement);
    list.replaceChildren(...data.map(jobItem));
    if (focused >= 0) (list.querySelectorAll("button")[focused] ?? document.querySelector("h1")).focus();
    state.textContent = "Nothing yet. Choose customers in the list, then One-time action.";
    state.hidden = data.length > 0;
    if (data.some(({ status }) => moving.includes(status))) timer = setTimeout(refresh, EVERY_MS);
  } catch (error) {
    state.hidden = false;
    state.textContent = error.message;
  }
};

await refresh();
