import { html, nothing, type TemplateResult } from "lit";
import type { FilterEvent } from "../../../sdk/contract/bulk/answers.js";
import type { DrawGroup, FilterView, Nesting } from "../filter-view.js";
import { newGroup, type EventRow, type QuantityText } from "../model/rows.js";
import { box, select, type Choice, type Control } from "./controls.js";
import { rowFrame } from "./frame.js";
import { problemId, wrongIn } from "./problem.js";

const quantities = [">=", "<=", "=", ">", "<"] as const;

type Input = NonNullable<NonNullable<ReturnType<FilterView["reading"]["problems"]["get"]>>["input"]>;

/** A control of an event: `input` is what a problem of it names. */
const controlOf = (
  row: EventRow,
  name: string,
  { label, value, change }: Pick<Control, "label" | "value" | "change">,
  view: FilterView,
  input?: Input,
  part = 0,
): Control => {
  const problem = view.reading.problems.get(row.key);
  const isMine = input !== undefined && problem?.input === input && (problem.part ?? 0) === part;
  return {
    id: `${row.key}-${name}`,
    label,
    value,
    change,
    locked: view.locked,
    error: isMine && wrongIn(row, view) !== undefined ? problemId(row) : undefined,
    leave: view.leave,
  };
};

const happened = (row: EventRow, view: FilterView): TemplateResult => {
  const { t, edit } = view;
  const label = t("filter.happened");
  const [yes, no] = row.event === "purchase" ? (["yes", "no"] as const) : (["with", "without"] as const);
  const change = (value: string) => edit({ ...row, occurred: value === "yes" });
  return select(controlOf(row, "field", { label, value: row.occurred ? "yes" : "no", change }, view), [
    [
      "",
      [
        { value: "yes", label: t(`filter.happened.${yes}`) },
        { value: "no", label: t(`filter.happened.${no}`) },
      ],
    ],
  ]);
};

/** Another event has other properties: conditions on each are dropped with it. */
const which = (row: EventRow, view: FilterView): TemplateResult => {
  const { t, edit, schema } = view;
  const change = (event: string) => edit({ ...row, event, where: newGroup() });
  const choices = schema.events.map(({ id, label }) => ({ value: id, label }));
  return select(controlOf(row, "event", { label: t("filter.which"), value: row.event, change }, view), [["", choices]]);
};

const quantity = (
  row: EventRow,
  name: "count" | "total",
  any: string,
  { label, unit, scale }: { label: string; unit: string | null; scale: number },
  view: FilterView,
): TemplateResult => {
  const { t, edit, type } = view;
  const { operator, text } = row[name];
  const put = (change: Partial<QuantityText>): EventRow => ({ ...row, [name]: { ...row[name], ...change } });
  const words = (each: (typeof quantities)[number]) =>
    t(name === "total" ? `filter.quantity.total.${each}` : `filter.quantity.${each}`);
  const choices: Choice[] = [
    { value: "", label: any },
    ...quantities.map((each) => ({ value: each, label: words(each) })),
  ];
  const change = (value: string) => edit(put({ operator: value }));
  const chooser = select(controlOf(row, `${name}-operator`, { label, value: operator, change }, view), [["", choices]]);
  if (!operator) return chooser;
  const typed = controlOf(
    row,
    name,
    {
      label: t(name === "count" ? "filter.times.count" : "filter.total.amount"),
      value: text,
      change: (value) => type(put({ text: value })),
    },
    view,
    name,
  );
  return html`${chooser}<span class="pair"
      >${box(typed, { look: "n", inputmode: scale ? "decimal" : "numeric" })}${
        unit ? html`<span class="word">${unit}</span>` : nothing
      }</span
    >`;
};

const time = (row: EventRow, view: FilterView): TemplateResult => {
  const { t, edit, type } = view;
  const choices = (["ever", "lastDays", "between"] as const).map((value) => ({
    value,
    label: t(`filter.when.${value}`),
  }));
  const label = t("filter.when");
  const change = (when: string) => edit({ ...row, when: when as EventRow["when"] });
  const chooser = select(controlOf(row, "when", { label, value: row.when, change }, view), [["", choices]]);
  if (row.when === "ever") return chooser;
  if (row.when === "lastDays") {
    const typed = { label: t("filter.day-count"), value: row.days, change: (days: string) => type({ ...row, days }) };
    return html`${chooser}<span class="pair"
        >${box(controlOf(row, "days", typed, view, "time"), { look: "n", inputmode: "numeric" })}<span class="word"
          >${t("filter.days")}</span
        ></span
      >`;
  }
  const [from, to] = row.between;
  const day = (name: string, part: 0 | 1, put: (text: string) => EventRow) => {
    const typed = {
      label: t(`filter.${part ? "to" : "from"}`),
      value: part ? to : from,
      change: (text: string) => type(put(text)),
    };
    return box(controlOf(row, name, typed, view, "time", part), { type: "date", look: "d" });
  };
  return html`${chooser}<span class="pair"
      >${day("from", 0, (text) => ({ ...row, between: [text, to] }))}<span class="word">${t("filter.and")}</span>${day(
        "to",
        1,
        (text) => ({ ...row, between: [from, text] }),
      )}</span
    >`;
};

const amount = (row: EventRow, { scale }: FilterEvent, view: FilterView): unknown =>
  scale === null
    ? nothing
    : quantity(row, "total", view.t("filter.total.any"), { label: view.t("filter.total"), unit: null, scale }, view);

/** Something that members did, or did not: how often, when, for how much, and what must hold of each time. */
export const eventRow = (row: EventRow, nesting: Nesting, view: FilterView, drawGroup: DrawGroup): TemplateResult => {
  const { t, schema } = view;
  const event = schema.events.find(({ id }) => id === row.event);
  const any = t(row.occurred ? "filter.times.any" : "filter.times.any.no");
  const how = { label: t("filter.times"), unit: t("filter.times.unit"), scale: 0 };
  const controls = html`<div class="parts">
      ${happened(row, view)} ${which(row, view)} ${quantity(row, "count", any, how, view)}
    </div>
    <div class="parts">${time(row, view)} ${event ? amount(row, event, view) : nothing}</div>
    ${event?.fields.length ? drawGroup(row.where, { depth: nesting.depth + 1, event: row.event }, view) : nothing}`;
  return rowFrame(row, controls, nesting, view);
};
