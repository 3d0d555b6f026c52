import "./desk.js";
import { api } from "./api.js";
import { showCount } from "./waiting.js";

const list = document.querySelector("#approvals");
const state = document.querySelector("#state");
const said = document.querySelector("#said");
const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const { currencies } = await api("/capabilities");

const element = (name, text = "", more = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...more });

const amountOf = (minor, code, signDisplay = "auto") => {
  const { scale = 0, label = code } = currencies.find((each) => each.code === code) ?? {};
  return `${new Intl.NumberFormat("en", { minimumFractionDigits: scale, signDisplay }).format(minor / 10 ** scale)} ${label}`;
};

/** What an operation comes to, in a few words: "add: +2,500 points". */
const wordsOf = ({ action, reverses, changes }) => {
  const amounts = changes.map(({ requested, currency }) => amountOf(requested, currency, "exceptZero")).join(", ");
  return `${reverses ? "Undo of " : ""}${action.replaceAll("-", " ")}${amounts && `: ${amounts}`}`;
};

const balancesOf = ({ changes, tier }) =>
  [
    ...changes.flatMap(({ currency, spendable }) =>
      spendable ? [`${amountOf(spendable.before, currency)} → ${amountOf(spendable.after, currency)}`] : [],
    ),
    ...(tier ? [`tier ${tier.before ?? "none"} → ${tier.after ?? "none"}`] : []),
  ].join(", ") || "no balance moves";

const fact = (facts, label, ...content) => {
  const value = element("dd");
  value.append(...content);
  facts.append(element("dt", label), value);
  return value;
};

/** What would come of it now, which may be another than when it was asked for. */
const showNow = async (approval, place) => {
  try {
    const preview = await api(`/approvals/${approval.id}/preview`, {});
    place.textContent = balancesOf(preview);
    return preview.previewTag;
  } catch (error) {
    place.textContent = error.message;
    return undefined;
  }
};

const decisionForm = (approval, item, now) => {
  const form = element("form", "", { className: "decision" });
  const comment = element("input", "", { id: `comment-${approval.id}`, maxLength: 1000, autocomplete: "off" });
  const buttons = { approve: "Approve", decline: "Decline" };
  form.append(
    element("label", "Comment for who asked", { htmlFor: comment.id }),
    comment,
    ...Object.entries(buttons).map(([value, text]) => element("button", text, { value })),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const decision = event.submitter?.value ?? "approve";
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    const previewTag = decision === "approve" ? await now.tag : undefined;
    try {
      const text = comment.value.trim();
      await api(`/approvals/${approval.id}/decision`, {
        decision,
        ...(text && { comment: text }),
        ...(previewTag && { previewTag }),
      });
      said.textContent = `${wordsOf(approval.operation)}: ${decision === "approve" ? "approved and done" : "declined"}.`;
      await refresh();
      (list.querySelector("input") ?? document.querySelector("h1")).focus();
    } catch (error) {
      said.textContent = error.message;
      item.querySelector(".trouble").textContent = error.message;
      now.tag = showNow(approval, now.place);
      for (const button of form.querySelectorAll("button")) button.disabled = false;
    }
  });
  return form;
};

const approvalItem = (approval) => {
  const { member, operation, expiresAt, decidable } = approval;
  const item = element("li");
  const header = element("header");
  const link = element("a", "", { href: `/customers/${encodeURIComponent(member.id)}` });
  link.append(element("bdi", member.name));
  header.append(link, element("time", `until ${when.format(new Date(expiresAt))}`, { dateTime: expiresAt }));
  const facts = element("dl", "", { className: "facts" });
  fact(facts, "Asked for by", `${operation.operator?.name ?? "–"}, ${when.format(new Date(operation.at))}`);
  if (operation.note) fact(facts, "Note", element("bdi", operation.note));
  fact(facts, "When asked", balancesOf(operation));
  item.append(header, element("h2", wordsOf(operation)), facts);
  if (!decidable) {
    item.append(
      element("p", "You asked for this yourself, or can't decide: it waits for somebody else.", { className: "quiet" }),
    );
    return item;
  }
  const place = fact(facts, "Now", "…");
  const now = { place, tag: showNow(approval, place) };
  item.append(decisionForm(approval, item, now), element("p", "", { className: "trouble" }));
  return item;
};

const refresh = async () => {
  try {
    const { data } = await api("/approvals");
    list.replaceChildren(...data.map(approvalItem));
    state.textContent = "Nothing waits. What Dana adds over her limit of 2,000 points a day appears here.";
    state.hidden = data.length > 0;
    showCount(data.length);
  } catch (error) {
    state.hidden = false;
    state.textContent = error.message;
  }
};

await refresh();
