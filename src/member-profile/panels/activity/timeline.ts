import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { catalogue, type Operation } from "../../../../sdk/contract/index.js";
import { download } from "../../../icons/dialog.js";
import { receipt } from "../../../icons/things.js";
import { currenciesOf } from "../../../parts/capability.js";
import { isGranted } from "../../../parts/rights.js";
import { launchButton, offers, type Launcher } from "../../launcher.js";
import { notice } from "../../../parts/notice.js";
import { moreButton } from "../../more-button.js";
import { errorNotice, loadingRows } from "../../notices.js";
import type { TimelineView } from "./timeline-view.js";
import type { ActivitiesController } from "./activities-controller.js";
import { type daysOf, yesterdayOf } from "./days.js";
import { titleOf, typeWords } from "../../../parts/entry-words.js";
import { entry, type EntryControls, type EntryPlace } from "./entry.js";

/** Types of what the program does by itself; an operator may do some of it too. */
const ownTypes = ["purchase", "expire"];
const sources = ["manual", "rule", "pos", "campaign", "program"];

const select = (
  label: string,
  all: string,
  options: readonly (readonly [string, string])[],
  value: string,
  choose: (value: string) => void,
) =>
  html`<select
    class="input chip"
    aria-label=${label}
    .value=${value}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
  >
    <option value="" ?selected=${value === ""}>${all}</option>
    ${options.map(([id, words]) => html`<option value=${id} ?selected=${id === value}>${words}</option>`)}
  </select>`;

/** A day by which the timeline is narrowed: "to" jumps to it, since the newest stands first. */
const dayField = (name: "from" | "to", activities: ActivitiesController, view: TimelineView): TemplateResult =>
  html`<label class="activity-day"
    ><span class="small muted">${view.t(`filter.${name}`)}</span
    ><input
      type="date"
      class="input chip"
      .value=${activities.choice[name]}
      @change=${(event: Event) => activities.choose({ [name]: (event.target as HTMLInputElement).value })}
  /></label>`;

/** Saves what the filters find as a file, where the operator may take members out of the house. */
const saveButton = ({ save, activities }: TimelineOptions, view: TimelineView): unknown => {
  if (!activities.state.value?.data.length) return nothing;
  const { operator } = view;
  const isBarred = operator && !isGranted(operator.permissions, "members:export");
  return html`<button
    type="button"
    class="btn ghost sm"
    title=${isBarred ? view.t("actions.forbidden") : nothing}
    aria-disabled=${isBarred ? "true" : nothing}
    @click=${() => !isBarred && save()}
  >
    ${download}${view.t("activity.save")}
  </button>`;
};

const filters = (options: TimelineOptions, view: TimelineView): TemplateResult => {
  const { activities, operators } = options;
  const { type, source, operator } = activities.choice;
  const types = [...new Set([...view.capabilities.actions.map((action) => action.id), ...ownTypes])];
  return html`<div class="filters" part="filters">
    ${select(
      view.t("filter.type"),
      view.t("filter.type.all"),
      types.map((id) => [id, typeWords(id, view)]),
      type,
      (chosen) => activities.choose({ type: chosen }),
    )}${select(
      view.t("filter.source"),
      view.t("filter.source.all"),
      sources.map((id) => [id, view.label("source", id)]),
      source,
      (chosen) => activities.choose({ source: chosen }),
    )}${
      operators.size
        ? select(view.t("filter.operator"), view.t("filter.operator.all"), [...operators], operator, (chosen) =>
            activities.choose({ operator: chosen }),
          )
        : nothing
    }
    <div class="activity-days">${dayField("from", activities, view)}${dayField("to", activities, view)}</div>
    ${saveButton(options, view)}
  </div>`;
};

const dayHeading = (key: string, view: TimelineView): string => {
  const now = new Date();
  if (key === view.format.dayKey(now)) return view.t("day.today", { date: view.format.shortDate(key, now) });
  return key === yesterdayOf(now, view)
    ? view.t("day.yesterday", { date: view.format.shortDate(key, now) })
    : view.format.date(key);
};

interface TimelineOptions {
  daysOf: typeof daysOf;
  activities: ActivitiesController;
  firstName: string;
  controlsOf: (operation: Operation) => EntryControls;
  /** Names of operators by their ids. */
  operators: ReadonlyMap<string, string>;
  more: () => void;
  newer: () => void;
  /** Saves what the filters find. */
  save: () => void;
  /** How far that is. */
  saving: unknown;
  /** Null where nothing may be written. */
  launcher: Launcher | null;
  /** Whether the newest are shown alone, and nothing that narrows them. */
  isBrief: boolean;
}

/** How many entries a brief timeline shows. */
const BRIEF = 3;

/** An entry is drawn again only where something of it changed: a timeline may be a thousand of them. */
const row = (
  operation: Operation,
  place: EntryPlace,
  entries: readonly Operation[],
  { controlsOf }: TimelineOptions,
  view: TimelineView,
): unknown => {
  const controls = controlsOf(operation);
  const draw = () => entry(operation, titleOf(operation, entries, view), controls, view, place);
  // What stands below an entry while it is being undone changes by itself.
  if (controls.undoLine) return draw();
  const { inline, open, details, undo } = controls;
  // An undo is called by what it undoes, which is another entry.
  const others = operation.reverses === null ? null : entries;
  return guard([operation, others, view, place, inline, open, details, undo?.bar, undo?.inLine], draw);
};

const days = (entries: readonly Operation[], options: TimelineOptions, view: TimelineView): unknown =>
  repeat(
    options.daysOf(entries, view),
    ({ key }) => key,
    ({ key, moments, dated }) => {
      const places = moments.flatMap(([first, ...parts]) => [
        { operation: first, place: dated ? ("dated" as const) : ("" as const) },
        ...parts.map((operation) => ({ operation, place: "part" as const })),
      ]);
      const rows = repeat(
        places,
        ({ operation }) => operation.id,
        ({ operation, place }) => row(operation, place, entries, options, view),
      );
      return html`${dated ? nothing : html`<h4 class="day">${dayHeading(key, view)}</h4>`}
        <ol class=${dated ? "dated" : ""}>
          ${rows}
        </ol>`;
    },
  );

/** The first thing to do for a member of whom nothing is known yet. */
const begin = (launcher: Launcher | null, view: TimelineView): unknown => {
  const code = currenciesOf(view.capabilities, "add")[0]?.code;
  if (!launcher || code === undefined || !offers(launcher, "add", code, view)) return nothing;
  const content = view.translate("action.add.title", catalogue.add.title, { currency: view.currency(code).label });
  return launchButton({ action: `add:${code}`, look: "", part: "add", content }, launcher, view);
};

const emptiness = ({ activities, firstName, launcher }: TimelineOptions, view: TimelineView): TemplateResult => {
  if (!activities.isNarrowed)
    return notice({
      icon: receipt,
      title: view.t("activity.none"),
      why: view.t("activity.none.why", { name: firstName }),
      act: begin(launcher, view),
    });
  const act = html`<button type="button" class="btn" @click=${() => activities.reset()}>
    ${view.t("activity.unfilter")}
  </button>`;
  return notice({ icon: receipt, title: view.t("activity.filtered"), why: view.t("activity.filtered.why"), act });
};

const newerButton = ({ activities, newer }: TimelineOptions, view: TimelineView): TemplateResult =>
  html`<div class="activity-newer">
    <button
      type="button"
      class="btn ghost sm"
      aria-disabled=${activities.loadingMore ? "true" : nothing}
      @click=${newer}
    >
      ${view.t("activity.newer")}
    </button>
  </div>`;

const list = (options: TimelineOptions, view: TimelineView): unknown => {
  const { activities } = options;
  const { value, error, slow } = activities.state;
  if (!value) {
    if (error) return errorNotice(view.t, view.t("error.activity"), error, () => void activities.reload());
    return slow ? loadingRows(3) : nothing;
  }
  if (!value.data.length) return emptiness(options, view);
  if (options.isBrief) return days(value.data.slice(0, BRIEF), options, view);
  return html`${activities.hasNewer ? newerButton(options, view) : nothing}${days(value.data, options, view)}${value.next ? moreButton(activities, view.t("activity.more"), options.more, view) : nothing}`;
};

/** The timeline: filters, then entries by day, more of them on demand; where it is brief, the newest. */
export const timeline = (options: TimelineOptions, view: TimelineView): unknown =>
  options.isBrief ? list(options, view) : html`${filters(options, view)}${options.saving}${list(options, view)}`;
