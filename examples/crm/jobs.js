import "./desk.js";
import { addressOf, api, linesOf } from "./api.js";

const list = document.querySelector("#jobs");
const state = document.querySelector("#state");
const said = document.querySelector("#said");
const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat("en");

/** How often what goes on is looked at where nothing tells of it, in milliseconds. */
const EVERY_MS = 1_500;

/** How often where the backend does: what it tells may be lost on its way. */
const TOLD_MS = 30_000;

/** How long until a stream that ended, or could not be had, is asked for again, in milliseconds. */
const AGAIN_MS = 10_000;

const element = (name, text = "", more = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...more });

const statuses = {
  checking: { words: "Being checked", tone: "going" },
  checked: { words: "Checked, not started", tone: "" },
  awaiting_approval: { words: "Waits for a second person", tone: "asking" },
  running: { words: "Running", tone: "going" },
  cancelling: { words: "Stopping", tone: "going" },
  cancelled: { words: "Stopped", tone: "" },
  done: { words: "Done", tone: "good" },
  declined: { words: "Declined", tone: "" },
  expired: { words: "Nobody decided in time", tone: "" },
  failed: { words: "Could not be checked", tone: "bad" },
};

const moving = ["checking", "running", "cancelling"];

/** What undoing a job would do, by the job's id, while it is asked whether that is to be done. */
const undoing = new Map();

/** Does something, says what came of it, and looks again. */
const act = async (work) => {
  try {
    said.textContent = (await work()) ?? "";
    said.className = "";
  } catch (error) {
    said.textContent = error.message;
    said.className = "trouble";
  }
  await refresh();
};

const button = (text, press, value = "") => {
  const made = element("button", text, { type: "button", value });
  made.addEventListener("click", press);
  return made;
};

const onJob =
  ({ id, title }, path, body, words) =>
  () =>
    act(async () => {
      await api(`/jobs/${id}/${path}`, body);
      return `${title}: ${words}.`;
    });

/** Lets the browser fetch a file of those to whom it was not done, by an address that is good once. */
const download = ({ id }) =>
  act(async () => {
    const { url } = await api(`/jobs/${id}/exports`, {});
    element("a", "", { href: addressOf(url), download: "", rel: "noreferrer" }).click();
    return "The download has begun. Its address works once.";
  });

/** Looks at what undoing it would do. Nothing is undone before that is confirmed. */
const askUndo = ({ id }) =>
  act(async () => {
    let reversal = await api(`/jobs/${id}/reversal`, {});
    while (reversal.status === "checking") {
      await new Promise((later) => setTimeout(later, EVERY_MS));
      reversal = await api(`/jobs/${reversal.id}`);
    }
    undoing.set(id, reversal);
  });

const confirmUndo = (job, reversal) =>
  act(async () => {
    await api("/bulk-actions", { jobId: reversal.id });
    undoing.delete(job.id);
    return `${job.title}: is being undone.`;
  });

const keep = ({ id }) => {
  undoing.delete(id);
  return act(() => undefined);
};

const countOf = (all) => all.reduce((sum, { members }) => sum + members, 0);
const members = (count) => `${number.format(count)} ${count === 1 ? "customer" : "customers"}`;

const undoButtons = (job, reversal) => [
  element("span", `Undo it for ${members(reversal.progress.total)}?`),
  button("Undo", () => confirmUndo(job, reversal), "approve"),
  button("Keep", () => keep(job)),
];

const buttonsOf = (job) => {
  const { status, progress, failures, exclusions, decidable, reversible, reversedBy } = job;
  const isKept = job.itemsKept !== false;
  const reversal = undoing.get(job.id);
  if (reversal) return undoButtons(job, reversal);
  const isOver = ["done", "cancelled"].includes(status) && isKept;
  const offers = [
    [decidable, "Approve", onJob(job, "decision", { decision: "approve" }, "approved"), "approve"],
    [decidable, "Decline", onJob(job, "decision", { decision: "decline" }, "declined")],
    [["running", "checking", "awaiting_approval"].includes(status), "Stop", onJob(job, "cancellation", {}, "stopping")],
    [status === "done" && isKept && progress.failed > 0, "Try the failed again", onJob(job, "retry", {}, "goes on")],
    [isOver && countOf([...failures, ...exclusions]) > 0, "Download who was not done", () => download(job)],
    [isOver && reversible && reversedBy === null, "Undo all", () => askUndo(job)],
  ];
  return offers.flatMap(([is, text, press, value]) => (is ? [button(text, press, value)] : []));
};

const countsOf = ({ status, progress: { done, total, succeeded, failed, skipped } }) => {
  if (status === "checking") return [`${number.format(done)} of ${number.format(total)} looked at`];
  const isPart = moving.includes(status) || status === "cancelled";
  const whole = total === 0 ? "for nobody" : `for ${members(total)}`;
  return [
    isPart ? `${number.format(done)} of ${members(total)}` : whole,
    ...(succeeded ? [`${number.format(succeeded)} done`] : []),
    ...(skipped ? [`${number.format(skipped)} skipped`] : []),
    ...(failed ? [`${number.format(failed)} failed`] : []),
  ];
};

const headerOf = ({ status, createdAt }) => {
  const { words, tone } = statuses[status] ?? { words: status, tone: "" };
  const header = element("header");
  header.append(
    element("b", words, { className: `state ${tone}` }),
    element("time", when.format(new Date(createdAt)), { dateTime: createdAt }),
  );
  return header;
};

const barOf = ({ title, progress: { total, done } }) => {
  const bar = element("progress", "", { max: Math.max(1, total), value: done });
  bar.setAttribute("aria-label", title);
  return bar;
};

/** Why it was not done to some, below what became of them. */
const reasonsOf = (words, reasons) => {
  if (reasons.length === 0) return [];
  const rows = element("dl", "", { className: "reasons" });
  for (const { detail, members: count } of reasons)
    rows.append(element("dt", detail), element("dd", number.format(count)));
  return [element("h3", words), rows];
};

const jobItem = (job) => {
  const { title, status, operator, failures, exclusions, reversedBy } = job;
  const item = element("li");
  const facts = [operator.name, ...countsOf(job), ...(reversedBy ? ["undone"] : [])];
  item.append(headerOf(job), element("h2", title), element("p", facts.join(" · ")));
  if (moving.includes(status)) item.append(barOf(job));
  item.append(...reasonsOf("Failed or skipped", failures), ...reasonsOf("Left out", exclusions));
  const buttons = element("p", "", { className: "decision" });
  buttons.append(...buttonsOf(job));
  if (buttons.childElementCount) item.append(buttons);
  return item;
};

/** When it is looked again, and when a stream is asked for again. */
let timer;
let again;

/** Whether the backend tells of jobs that move. */
let isTold = false;

/** The latest look: an answer that comes after a later one is dropped. */
let latest;

const show = (jobs) => {
  const focused = [...list.querySelectorAll("button")].indexOf(document.activeElement);
  list.replaceChildren(...jobs.map(jobItem));
  if (focused >= 0) (list.querySelectorAll("button")[focused] ?? document.querySelector("h1")).focus();
  state.textContent = "Nothing yet. Choose customers in the list, then One-time action.";
  state.hidden = jobs.length > 0;
};

/** Looks again while something goes on and the page is seen; what has the focus keeps it. */
const refresh = async () => {
  clearTimeout(timer);
  const look = (latest = {});
  try {
    const { data } = await api("/jobs");
    if (look !== latest) return;
    show(data);
    const goesOn = data.some(({ status }) => moving.includes(status));
    if (goesOn && !document.hidden) timer = setTimeout(refresh, isTold ? TOLD_MS : EVERY_MS);
  } catch (error) {
    if (look !== latest) return;
    state.hidden = false;
    state.textContent = error.message;
  }
};

/** Looks again at what a stream tells of, and once it has begun: what moved before it was told to nobody. */
const hear = async (signal) => {
  let isStale = true;
  // Of no member: jobs are told of to whoever may see them.
  for await (const line of linesOf("/changes?members=", signal)) {
    isStale ||= ["event: job.updated", "event: changes.lost"].includes(line);
    // A cursor stands behind all that is told at once.
    if (!isStale || !line.startsWith("id:")) continue;
    [isTold, isStale] = [true, false];
    await refresh();
  }
};

/** The stream that is open, or is asked for. */
let stream = new AbortController();

/** Keeps a stream open while the page is seen. A backend without streams is looked at by the clock. */
const listen = async () => {
  for (const waiting of [timer, again]) clearTimeout(waiting);
  isTold = false;
  stream.abort();
  if (document.hidden) return;
  const { signal } = (stream = new AbortController());
  await hear(signal).catch(() => undefined);
  if (signal.aborted) return;
  isTold = false;
  again = setTimeout(listen, AGAIN_MS);
  await refresh();
};

document.addEventListener("visibilitychange", listen);
await refresh();
void listen();
