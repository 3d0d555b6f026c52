import { html, nothing, type LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { Audience, AudiencePage, FilterSchema } from "../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import { wallTime } from "../../sdk/client/time.js";
import { KitController } from "../controllers/kit-controller.js";
import { OnlineController } from "../controllers/online-controller.js";
import { ReadController } from "../controllers/read-controller.js";
import { kindOf } from "../errors.js";
import { FILTER_SET, MemberFilterChangeEvent, MemberFilterCountEvent } from "../events/filter-events.js";
import { reportError } from "../events/member-events.js";
import { filterMessages } from "../locales/en/filter.js";
import type { Suspicions } from "../mistakes/suspicion.js";
import { EscapeController } from "../parts/escape-controller.js";
import { FocusKeeper } from "../parts/focus-keeper.js";
import { TagSuggestions } from "../parts/tag-suggestions.js";
import type { Body } from "../shell-element.js";
import { countView, countWords } from "./count-view.js";
import { Counting } from "./counting.js";
import { FilterRows, isSame } from "./filter-rows.js";
import type { FilterView } from "./filter-view.js";
import { conditionsIn, placeOf, type Row } from "./model/rows.js";
import { isMissing } from "./model/texts.js";
import { isFilter } from "./model/rows-of.js";
import { readFilter } from "./read-filter.js";
import { readOffer, type Offer } from "./offer.js";
import { placesIn, refusalsIn } from "./refusals.js";
import { whatOf } from "./rows/frame.js";
import { moverId } from "./rows/movers.js";
import { drawGroup } from "./rows/group.js";
import { savedBar, savedStep, type SavedView } from "./saved/saved-bar.js";
import { SavedAudiences, type Done } from "./saved/saved-audiences.js";
import type { Say } from "./say.js";
import { textOf } from "./sentence/parts.js";
import { Sentence } from "./sentence/sentence.js";
import { told } from "./sentence/told.js";
import { needs, reasonOf, skeleton, unreadNotice } from "./states.js";
import { filterStyles } from "./styles.js";

/** The element that is drawn here. */
export interface FilterHost extends LitElement {
  value: FilterGroup;
  audienceId: string | null;
  readonly readonly: boolean;
}

/** How a filter is drawn, and what is done in it. */
export class FilterBody implements Body {
  static readonly styles = filterStyles;

  readonly #host: FilterHost;
  readonly #kit: KitController;
  readonly #offer: ReadController<Offer>;
  readonly #counting: Counting;
  readonly #saved: SavedAudiences;
  readonly #suggestions: TagSuggestions;
  #rows: FilterRows | null = null;
  /** The host's value as it was set here. */
  #own: FilterGroup | null = null;
  /** What the host knows of the rows: it hears of nothing twice. */
  #told = "";
  /** What was sent to be counted. */
  #counted: FilterGroup | null = null;
  #isDrawn = false;
  #announcement = "";
  /** The id of what gets the focus once it is drawn. */
  #focusOn: string | null = null;

  constructor(host: FilterHost) {
    this.#host = host;
    this.#kit = new KitController(host, "filter");
    const client = () => this.#kit.client;
    const changed = () => host.requestUpdate();
    this.#offer = new ReadController<Offer>(host, {
      client,
      key: () => "schema",
      memberId: () => undefined,
      read: (from, _key, signal) => readOffer(from, signal),
      onResult: ({ value }) => {
        if (value === null) reportError(host, `<${host.localName}>: this backend can't filter members`);
      },
    });
    this.#counting = new Counting({
      ask: (filter, signal) => this.#ask(filter, signal),
      time: wallTime,
      changed: () => this.#countChanged(),
    });
    this.#saved = new SavedAudiences(host, {
      client,
      enabled: () => this.#rows !== null,
      audienceId: () => host.audienceId,
      open: (id) => (host.audienceId = id),
      opened: (audience) => this.#opened(audience),
      failed: () => this.#count(),
      done: (done, name) => this.#savedDone(done, name),
    });
    this.#suggestions = new TagSuggestions(host, client);
    new OnlineController(host, () => this.#backOnline());
    new EscapeController(host, () => this.#escape());
    new FocusKeeper(host, ".add", "#saved");
    host.addController({
      hostConnected: () => this.#counting.state === "waiting" && this.#counting.again(),
      hostDisconnected: () => this.#counting.stop(),
    });
    host.renderRoot.addEventListener("input", (event) => event.stopPropagation());
    host.renderRoot.addEventListener("keydown", (event) => keepTyping(event as KeyboardEvent));
    changed();
  }

  get suspicions(): Suspicions {
    const value = this.#host.getAttribute("value");
    return [this.#kit.suspicion, value !== null && !isFilter(readFilter(value)) && ["filter"]];
  }

  /** Why the form around it can't be submitted. */
  get invalid(): string {
    return this.#rows?.reading.isComplete === false ? this.#say.t("filter.saved.unfinished") : "";
  }

  willUpdate(changed: PropertyValues<FilterHost>): void {
    const { schema } = this.#offer.value ?? {};
    if (!schema || !this.#kit.isTranslated) return;
    if (!this.#rows) this.#begin(schema);
    else {
      this.#rows.speak(this.#kit.locale);
      this.#rows.know(schema);
      if (changed.has("value") && this.#own !== this.#host.value) this.#take(this.#host.value);
    }
    if (changed.has("audienceId") && this.#host.audienceId === null) this.#saved.closed();
  }

  updated(): void {
    if (this.#focusOn === null) return;
    const { renderRoot } = this.#host;
    const focused = (renderRoot as ShadowRoot).getElementById(this.#focusOn);
    // What is not there yet, or can't take the focus while something is saved, gets it later.
    if (!focused || focused.matches(":disabled")) return;
    this.#focusOn = null;
    // Once this update is over: what loses the focus by that asks for the next one.
    void this.#host.updateComplete.then(() => focused.focus());
  }

  refresh(): void {
    if (this.#offer.state.error !== undefined) void this.#offer.reload();
    this.#counting.again();
  }

  render(): unknown {
    const { t } = this.#say;
    const { value, error, slow } = this.#offer.state;
    if (value === null) return nothing;
    if (this.#rows && value)
      return this.#awaitsRows ? this.#skeleton(this.#saved.isSlow) : this.#panel(this.#rows, value.schema);
    if (error !== undefined) return unreadNotice(error, () => void this.#offer.reload(), t, this.#kit);
    return this.#skeleton(slow);
  }

  #skeleton(slow: boolean): unknown {
    return slow ? skeleton(this.#say.t) : nothing;
  }

  get #say(): Say {
    const { locale } = this.#kit;
    const format = this.#kit.format(this.#offer.value?.timeZone);
    return { t: this.#kit.translator(filterMessages), format, locale };
  }

  /** There are no rows yet, since those of an audience are on their way. */
  get #awaitsRows(): boolean {
    return !this.#isDrawn && this.#rows?.root.rows.length === 0 && this.#saved.isOpening;
  }

  get #locked(): boolean {
    return this.#host.readonly || this.#host.matches(":disabled");
  }

  #begin(schema: FilterSchema): void {
    this.#rows = new FilterRows(this.#host.value, schema, this.#kit.locale, () => this.#edited());
    this.#tell(false);
  }

  #take(filter: FilterGroup): void {
    this.#rows?.take(filter);
    this.#tell(false);
  }

  #opened({ filter }: Audience): void {
    this.#rows?.take(filter as unknown as FilterGroup);
    this.#tell(true);
  }

  #edited(): void {
    this.#tell(true);
    this.#host.requestUpdate();
  }

  /** Puts what the rows say into the host's value, and counts it. The host hears of what it did not set itself. */
  #tell(aloud: boolean): void {
    const rows = this.#rows;
    if (!rows) return;
    const { filter, isComplete } = rows.reading;
    if (!isSame(this.#host.value, filter)) this.#host.value = filter;
    this.#own = this.#host.value;
    this.#count();
    const { audienceId } = this.#host;
    const told = JSON.stringify([filter, isComplete, audienceId]);
    if (told === this.#told) return;
    this.#told = told;
    if (!aloud) {
      this.#host.dispatchEvent(new Event(FILTER_SET, { bubbles: true }));
      return;
    }
    const sentence = textOf(this.#sentence(rows).whole(rows.root));
    this.#host.dispatchEvent(new MemberFilterChangeEvent(filter, sentence, isComplete, audienceId));
  }

  #count(): void {
    if (this.#awaitsRows) return;
    const reading = this.#rows?.reading;
    const isCountable = reading && ![...reading.problems.values()].some(({ code }) => code === "unknown");
    const filter = isCountable ? reading.filter : null;
    if (filter && this.#counted && isSame(filter, this.#counted)) return;
    const first = this.#counted === null;
    this.#counted = filter;
    this.#counting.show(filter, { now: first });
  }

  async #ask(filter: FilterGroup, signal: AbortSignal): Promise<AudiencePage> {
    const client = this.#kit.client;
    if (!client) throw new TypeError("members are counted through a client");
    const query = { filter, limit: 0, count: true, everybody: true, reach: true };
    return (await client.bulk()).query(query, { signal });
  }

  #countChanged(): void {
    const { state, page } = this.#counting;
    if (state === "ready" && page) {
      this.#announcement = countWords(page, this.#say);
      this.#host.dispatchEvent(new MemberFilterCountEvent(page.count, page.everybody, page.reach ?? []));
    }
    this.#host.requestUpdate();
  }

  #backOnline(): void {
    if (this.#offer.state.error !== undefined) void this.#offer.reload();
    if (kindOf(this.#counting.error) === "network") this.#counting.again();
  }

  /** First what is asked of an audience, then the row that is open; an Escape that changes nothing here is the page's. */
  #escape(): boolean {
    if (this.#saved.step) this.#beginStep(null);
    else if (this.#rows?.open) this.#show(null);
    else return false;
    return true;
  }

  /** Rows are there only once it is. */
  get #schema(): FilterSchema {
    const { schema } = this.#offer.value ?? {};
    if (!schema) throw new TypeError("rows are drawn by a schema");
    return schema;
  }

  #sentence({ reading }: FilterRows): Sentence {
    return new Sentence(this.#schema, reading, this.#say);
  }

  #panel(rows: FilterRows, schema: FilterSchema): TemplateResult {
    this.#isDrawn = true;
    const say = this.#say;
    const { t } = say;
    const view = this.#view(rows, schema, say);
    const saved = this.#savedView(rows, say);
    const isEmpty = rows.root.rows.length === 0 && !rows.removed;
    return html`<section class="panel ${view.locked ? "locked" : ""}" aria-labelledby="title">
      <div class="phead">
        <h2 id="title">${t("filter.title")}</h2>
        ${this.#saved.isOffered ? savedBar(saved) : nothing}
      </div>
      ${this.#saved.isOffered ? html`<div class="steps">${savedStep(saved)}</div>` : nothing}
      <div class="body">
        ${isEmpty && !view.locked ? needs(t) : nothing} ${drawGroup(rows.root, { depth: 1, event: null }, view)}
      </div>
      <div class="sayit">
        <p part="sentence">${told(view.sentence.whole(rows.root))}</p>
        ${countView({
          ...say,
          counting: this.#counting,
          now: wallTime.now(),
          reason: (error) => (refusalsIn(error, rows.reading, this.#kit).size ? null : this.#reason(error)),
          unfinished: [...rows.reading.problems.values()].filter((problem) => problem.code !== "unknown").length,
        })}
      </div>
      <div class="vh" role="status">${this.#announcement}</div>
    </section>`;
  }

  #view(rows: FilterRows, schema: FilterSchema, say: Say): FilterView {
    const { reading, root, open, typing, removed } = rows;
    const { page, error, state } = this.#counting;
    return {
      ...say,
      schema,
      reading,
      open,
      typing,
      removed,
      sentence: this.#sentence(rows),
      locked: this.#locked,
      isFull: conditionsIn(root) >= schema.mostRules,
      refusals: refusalsIn(error, reading, this.#kit),
      notFound: state === "ready" ? placesIn(page, this.#counted, reading) : null,
      suggestions: this.#suggestions.tags.map(({ tag }) => tag),
      suggest: (text) => this.#suggestions.ask(text.trim()),
      edit: (row) => this.#edit(rows, row, null),
      type: (row) => this.#edit(rows, row, row.key),
      leave: () => this.#leave(rows),
      add: (groupKey, added, index) => this.#focus(`${rows.add(groupKey, added, index)}-field`),
      remove: (row) => this.#remove(rows, row),
      mover: (row, by) => this.#mover(rows, row, by),
      putBack: () => this.#putBack(rows),
      show: (key) => this.#show(key),
      enter: (event, row) => this.#enter(event, rows, row),
      announce: (words) => this.#announce(words),
      focus: (id) => this.#focus(id),
    };
  }

  #edit(rows: FilterRows, row: Row, typing: string | null): void {
    rows.typing = typing;
    rows.removed = null;
    rows.edit(row);
  }

  #leave(rows: FilterRows): void {
    if (rows.typing === null) return;
    rows.typing = null;
    this.#host.requestUpdate();
  }

  /** What a row says, as it is called when something was done with it. */
  #what(rows: FilterRows, row: Row): string {
    const place = placeOf(rows.root, row.key);
    const event = place && rows.eventOf(place.group.key)?.event;
    return whatOf(row, { depth: 1, event: event ?? null }, this.#view(rows, this.#schema, this.#say));
  }

  #mover(rows: FilterRows, row: Row, by: -1 | 1): (() => void) | null {
    const move = rows.mover(row, by);
    return (
      move &&
      (() => {
        move();
        const place = placeOf(rows.root, row.key);
        if (!place) return;
        const where = { place: place.index + 1, count: place.group.rows.length, what: this.#what(rows, row) };
        const isRoot = place.group.key === rows.root.key;
        this.#focus(moverId(row, by));
        this.#announce(this.#say.t(isRoot ? "filter.moved" : "filter.moved.group", where));
      })
    );
  }

  #remove(rows: FilterRows, row: Row): void {
    const { t } = this.#say;
    const place = placeOf(rows.root, row.key);
    const what = this.#what(rows, row);
    const next = rows.remove(row, what);
    this.#focus(next ? focusOf(next) : `${place?.group.key ?? rows.root.key}-add-condition`);
    this.#announce(t("filter.removed.what", { what }));
  }

  #putBack(rows: FilterRows): void {
    const row = rows.putBack();
    if (row) this.#focus(focusOf(row));
    this.#announce(this.#say.t("filter.back"));
  }

  #show(key: string | null): void {
    const rows = this.#rows;
    if (!rows) return;
    this.#focus(key === null ? `${rows.open}-edit` : `${key}-field`);
    rows.open = key;
    this.#host.requestUpdate();
  }

  /** Enter in a row that is finished begins the next one. */
  #enter(event: KeyboardEvent, rows: FilterRows, row: Row): void {
    if (!(event.target instanceof HTMLInputElement) || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    const place = placeOf(rows.root, row.key);
    if (place && rows.reading.nodes.has(row.key))
      this.#focus(`${rows.add(place.group.key, "condition", place.index + 1)}-field`);
  }

  #focus(id: string): void {
    this.#focusOn = id;
    this.#host.requestUpdate();
  }

  #announce(words: string): void {
    this.#announcement = words;
    this.#host.requestUpdate();
  }

  #reason(error: unknown): string {
    const { t } = this.#say;
    return navigator.onLine ? reasonOf(error, t, this.#kit) : t("filter.count.offline");
  }

  #savedView(rows: FilterRows, say: Say): SavedView {
    const { t } = say;
    const { reading } = rows;
    const { current } = this.#saved;
    const isEmpty = reading.filter.rules.length === 0;
    const wrong = [...reading.problems.values()].some((problem) => !isMissing(problem)) || !reading.isComplete;
    return {
      ...say,
      saved: this.#saved,
      isChanged: !!current && !isSame(rows.normalised(current.filter as unknown as FilterGroup), reading.filter),
      hasSegments: this.#offer.value?.hasSegments ?? false,
      forbidden: this.#offer.value?.maySave ? null : t("filter.saved.forbidden"),
      obstacle: wrong ? t("filter.saved.unfinished") : isEmpty ? t("filter.saved.nothing") : null,
      locked: this.#locked,
      reason: (error) => reasonOf(error, t, this.#kit),
      open: (id) => this.#open(id),
      save: () => void this.#saved.save(reading.filter),
      confirm: () => void this.#saved.confirm(reading.filter),
      begin: (step) => this.#beginStep(step),
    };
  }

  #open(audienceId: string | null): void {
    this.#host.audienceId = audienceId;
    if (audienceId !== null) return;
    this.#rows?.take({ combinator: "and", rules: [] });
    this.#edited();
  }

  #beginStep(step: SavedAudiences["step"]): void {
    const left = this.#saved.step;
    this.#saved.begin(step);
    const back = { naming: "save-as", renaming: "rename", deleting: "delete" };
    this.#focus(step === null ? (left ? back[left] : "saved") : step === "deleting" ? "saved-cancel" : "saved-name");
  }

  #savedDone(done: Done, name: string): void {
    this.#tell(true);
    // It may be a segment now, or none any more: those stand in the schema.
    if (this.#offer.value?.hasSegments) void this.#offer.reload();
    this.#announce(this.#say.t(`filter.saved.${done}`, { name }));
    this.#focus("saved");
  }
}

const focusOf = ({ kind, key }: Row): string => (kind === "group" ? `${key}-match` : `${key}-remove`);

/** Plain typing in a control is no shortcut of the page around it (U08). */
const keepTyping = (event: KeyboardEvent): void => {
  const { target, key, ctrlKey, metaKey, altKey } = event;
  const isControl = target instanceof Element && target.matches("input, select, textarea");
  if (isControl && key.length === 1 && !ctrlKey && !metaKey && !altKey) event.stopPropagation();
};
