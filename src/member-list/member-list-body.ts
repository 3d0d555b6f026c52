import { type CSSResultGroup, html, nothing, type LitElement, type PropertyValues, type TemplateResult } from "lit";
import { html as staticHtml } from "lit/static-html.js";
import type { AudiencePage } from "../../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import type { AudienceQuery } from "../../sdk/contract/bulk/requests.js";
import type { BulkDialogs } from "../bulk/bulk-dialogs.js";
import { KitController } from "../controllers/kit-controller.js";
import { OnlineController } from "../controllers/online-controller.js";
import type { ReadState } from "../controllers/read-controller.js";
import { refusalIn } from "../errors.js";
import { reportError } from "../events/member-events.js";
import { AudienceHandoffEvent, MemberOpenEvent, MemberSelectionEvent } from "../events/list-events.js";
import { listMessages } from "../locales/en/list.js";
import { LatePart } from "../late-part.js";
import type { Suspicions } from "../mistakes/suspicion.js";
import { EscapeController } from "../parts/escape-controller.js";
import type { Commands } from "../parts/commands.js";
import { FocusKeeper } from "../parts/focus-keeper.js";
import { movedStyles } from "../parts/moved.js";
import { recentMembers } from "../parts/recent-members.js";
import { isFree, keyOf, opensPalette } from "../parts/shortcuts.js";
import { siblingTag } from "../registration.js";
import type { Body } from "../shell-element.js";
import { badges } from "../theme/badges.js";
import { base } from "../theme/base.js";
import { buttons } from "../theme/buttons.js";
import { inputs } from "../theme/inputs.js";
import { panels } from "../theme/panels.js";
import { print } from "../theme/print.js";
import { states } from "../theme/states.js";
import { tags } from "../theme/tags.js";
import { tokens } from "../theme/tokens.js";
import { columnsMenuStyles } from "./columns-menu.js";
import { columnsOf, NAME, rememberColumns, rememberedColumns } from "./columns.js";
import { FilterSource } from "./filter-source.js";
import { ListReads } from "./list-reads.js";
import type { ListState } from "./list-state.js";
import type { ListTranslate, ListView } from "./list-view.js";
import { MovedCells } from "./moved-cells.js";
import { Pages } from "./pages.js";
import { QuietReading } from "./quiet-reading.js";
import { RowFocus } from "./row-focus.js";
import { Search } from "./search.js";
import { everybody, isSelected, nobody, select, type Selection, type Shown, sizeOf, targetOf } from "./selection.js";
import { StaleListener } from "./stale-listener.js";
import { failure, listSkeleton, noMatch, oldBanner, unsupported } from "./states.js";
import { styles } from "./styles.js";
import { table, type TableHost } from "./table.js";
import { type MoreButtons, moreButtons, onceButton, pager, selectionBar, toolbar } from "./toolbar.js";
import { Warming } from "./warming.js";
import { WatchedRows } from "./watched-rows.js";

/** The element that is drawn here. */
export interface MemberListHost extends LitElement {
  readonly for: string | null;
  readonly filter: FilterGroup | string | null;
  readonly audienceId: string | null;
  readonly columns: string | null;
  readonly memberHref: string | null;
  readonly actions: string | null;
  readonly readonly: boolean;
  readonly shortcuts: string;
  state: ListState | null;
  /** Puts the styles of a part that is loaded later behind the element's own. */
  addStyles(styles: CSSResultGroup): void;
}

/** The modal of a row: it stays, closed, so that it can give the focus back. */
interface OpenModal {
  /** Null: it is the palette, which is about nobody. */
  readonly memberId: string | null;
  readonly action: string | null;
  readonly commands: Commands | null;
  readonly open: boolean;
}

/** A group without rules: everybody. */
const ALL: FilterGroup = { combinator: "and", rules: [] };

/** What the keys are by default. */
const SHORTCUTS = "palette:/";

const PAGE_SIZE = 50;

const atFirst: ListState = { q: "", sort: { field: NAME, direction: "ascending" }, cursors: [], opened: null };

const statuses: Readonly<Record<string, string>> = {
  blocked: listMessages["list.status.blocked"],
  pending: listMessages["list.status.pending"],
};

/** Only addresses of the web, or of the host's own site, are followed. */
const hrefOf = (pattern: string | null, id: string): string | null => {
  const href = pattern?.replaceAll("{id}", encodeURIComponent(id)) ?? null;
  const url = href === null ? null : URL.parse(href, document.baseURI);
  return url && /^https?:$/.test(url.protocol) ? href : null;
};

/** A filter, or its JSON. What is none at all is sent as it is, for the backend to say so. */
const asFilter = (value: FilterGroup | string | null): FilterGroup | null => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as FilterGroup | null;
  } catch {
    return value as unknown as FilterGroup;
  }
};

/** How a list of members is drawn, and what is done in it. */
export class MemberListBody implements Body {
  static readonly styles = [
    ...[tokens, base, buttons, badges, panels, states, inputs, tags],
    ...[styles, columnsMenuStyles, movedStyles, print],
  ];

  readonly #host: MemberListHost;
  readonly #kit: KitController;
  readonly #online: OnlineController;
  readonly #reads: ListReads;
  readonly #source: FilterSource;
  readonly #search: Search;
  /** What is done to many members: it loads with the first use. */
  readonly #dialogs: LatePart<BulkDialogs>;
  readonly #pages = new Pages(PAGE_SIZE);
  readonly #warming: Warming;
  /** Whether the host kept the page when a member was opened last: it shows them here. */
  #wasKept = false;
  #sort = atFirst.sort;
  /** Columns that were chosen; null: the host's or the backend's. */
  #columnIds = rememberedColumns();
  #selection: Selection = nobody;
  /** The member whose box was pressed last: a range begins there. */
  #anchor: string | null = null;
  #modal: OpenModal | null = null;
  #announced = "";
  #handOffFailed = false;
  #lastPage: AudiencePage | undefined;
  /** The member whose profile was opened last. */
  #opened: string | null = null;
  /** Enter was pressed in the search: the only one who is found is opened. */
  #opensOnly = false;
  /** The list is to be shown as it was left, with the focus on whom was opened. */
  #returns = false;
  /** Who is shown, as text: another one starts the list over. */
  #shownKey: string | null = null;
  /** The cursor of the page that was announced last, and of whom it was said how many they are: what is read anew is not. */
  #saidPage: string | undefined;
  #saidCount: string | undefined;
  /** The state as the host was told it last. */
  #told: ListState = atFirst;

  constructor(host: MemberListHost) {
    this.#host = host;
    this.#kit = new KitController(host, "list");
    this.#online = new OnlineController(host, () => this.#reads.reload());
    this.#search = new Search(host, (entered) => this.#asked(entered));
    this.#source = new FilterSource(host, () => host.requestUpdate());
    this.#reads = new ListReads({
      element: host,
      client: () => this.#kit.client,
      audienceId: () => host.audienceId,
      page: () => this.#pageQuery,
      count: () => this.#countQuery,
      pageCame: (page) => this.#pageCame(page),
      counted: (count) => this.#counted(count),
    });
    this.#dialogs = new LatePart<BulkDialogs>(
      () => this.#importDialogs(),
      ({ error }) => {
        if (error) reportError(host, "the dialogs over many members could not be loaded", error);
        host.requestUpdate();
      },
    );
    host.addController({
      hostConnected: () => host.addEventListener("keydown", this.#press),
      hostDisconnected: () => host.removeEventListener("keydown", this.#press),
    });
    this.#warming = new Warming(host, () => this.#kit.client);
    new EscapeController(host, () => this.#dialogs.value?.escape() ?? false);
    new RowFocus(host);
    new FocusKeeper(host, "#go", "#once-title", "input[type=search]", "table input");
    this.#live();
  }

  /** What anybody does to who is shown appears in the rows. */
  #live(): void {
    const host = this.#host;
    const { page, count } = this.#reads;
    const reading = new QuietReading(host, {
      ready: () => page.value !== undefined && !page.state.loading,
      read: () => this.#refresh(),
    });
    const stale = (isOwn: boolean) => {
      reading.ask();
      // A count reads all who match, so that others' changes, which may be one a second, are not worth it.
      if (isOwn) void count.reload();
    };
    new StaleListener(host, () => this.#kit.client, stale);
    new WatchedRows(host, {
      client: () => (this.#reads.capabilities.value?.modules.includes("changes") ? this.#kit.client : undefined),
      ids: () => page.value?.data.map(({ id }) => id),
      failed: (error) => reportError(host, "what tells of changes could not be loaded", error),
    });
    new MovedCells(host, () => ({
      key: this.#reads.pageKey,
      page: page.value,
      columns: this.#columns.map(({ id }) => id),
    }));
  }

  /** Reads the page anew. Its end says how many there are: what is counted follows there, and elsewhere with the next count. */
  async #refresh(): Promise<void> {
    const { page, count } = this.#reads;
    await this.#reads.refresh();
    const all = this.#pages.before + (page.value?.data.length ?? 0);
    if (page.state.error || page.value?.page.next !== null || !count.value?.count || count.value.count.value === all)
      return;
    count.replace({ ...count.value, count: { ...count.value.count, value: all } });
    this.#tellSelection();
  }

  refresh(): void {
    if (this.#reads.page.value === undefined) this.#reads.reload();
    else void this.#refresh();
    void this.#reads.count.reload();
  }

  willUpdate(changed: PropertyValues<MemberListHost>): void {
    if (changed.has("columns")) this.#columnIds = rememberedColumns();
    const { state } = this.#host;
    if (changed.has("state") && state && state !== this.#told) this.#restore(state);
    this.#follow();
    this.#tellState();
  }

  updated(): void {
    const rows = this.#reads.page.value?.data;
    if (!rows || this.#reads.page.state.loading) return;
    const [only] = rows;
    const opener = this.#opensOnly && only && rows.length === 1 ? this.#openerOf(only.id) : null;
    // What a host does then is no part of this update.
    if (opener) queueMicrotask(() => opener.click());
    if (this.#returns && this.#opened !== null) this.#openerOf(this.#opened)?.focus();
    this.#opensOnly = this.#returns = false;
  }

  /** Starts over where others are shown: what was selected among the last ones can't be seen any more. */
  #follow(): void {
    const shown = this.#shown;
    const key = shown && JSON.stringify(shown);
    if (key === null || key === this.#shownKey) return;
    if (this.#shownKey !== null) this.#startOver();
    this.#shownKey = key;
  }

  #restore({ q, sort, cursors, opened }: ListState): void {
    this.#search.restore(q);
    this.#sort = sort;
    this.#pages.goTo(cursors);
    this.#opened = opened;
    this.#returns = true;
    this.#shownKey = null;
  }

  /** Lets the host read where the operator is, once that is elsewhere. */
  #tellState(): void {
    const now = { q: this.#search.q, sort: this.#sort, cursors: this.#pages.cursors, opened: this.#opened };
    if (JSON.stringify(now) !== JSON.stringify(this.#told)) this.#host.state = this.#told = now;
  }

  #asked(entered: boolean): void {
    this.#opensOnly = entered;
    this.#host.requestUpdate();
  }

  #openerOf(memberId: string): HTMLElement | null {
    return this.#host.renderRoot.querySelector(`.open[data-member="${CSS.escape(memberId)}"]`);
  }

  get suspicions(): Suspicions {
    return [this.#kit.suspicion];
  }

  render(): unknown {
    const t = this.#t;
    return html`<div>${this.#kit.client ? this.#content(t) : nothing}</div>
      <div class="vh" role="status">${this.#announced}</div>
      ${this.#modal ? this.#actionsModal(this.#modal) : nothing}${this.#dialogs.value?.draw() ?? nothing}`;
  }

  get #t(): ListTranslate {
    return this.#kit.translator(listMessages);
  }

  /** Whom the list shows; null: that is not known yet. */
  get #shown(): Shown | null {
    const { audienceId, filter, for: source } = this.#host;
    const q = this.#search.q;
    if (audienceId !== null) return this.#reads.saved.value ? { filter: this.#reads.saved.value, q } : null;
    return { filter: (source === null ? asFilter(filter) : this.#source.value) ?? ALL, q };
  }

  get #columns(): ListView["columns"] {
    const schema = this.#reads.schema.value;
    const own = this.#host.columns?.split(/\s+/);
    return schema ? columnsOf(schema, this.#columnIds ?? own ?? schema.columns) : [];
  }

  get #pageQuery(): AudienceQuery | null {
    const shown = this.#shown;
    if (!shown) return null;
    const { cursor } = this.#pages;
    return {
      ...shown,
      columns: this.#columns.map(({ id }) => id),
      sort: this.#sort,
      limit: PAGE_SIZE,
      ...(cursor !== undefined && { cursor }),
    };
  }

  get #countQuery(): AudienceQuery | null {
    const shown = this.#shown;
    return shown && { ...shown, limit: 0, count: true };
  }

  get #count(): number | null {
    return this.#reads.count.value?.count?.value ?? null;
  }

  #startOver(): void {
    this.#pages.startOver();
    this.#setSelection(nobody);
  }

  #announce(words: string): void {
    this.#announced = words;
    this.#host.requestUpdate();
  }

  #pageCame({ error, value }: ReadState<AudiencePage>): void {
    const hasMovedOn = refusalIn(error)?.code === "cursor-expired";
    if (hasMovedOn && this.#reads.isQuiet) return;
    if (hasMovedOn) {
      this.#pages.startOver();
      this.#announce(this.#t("list.expired"));
    } else if (value?.data.length === 0 && !this.#pages.isFirst) {
      this.#pages.back();
      this.#host.requestUpdate();
    } else if (value && this.#pages.cursor !== this.#saidPage) {
      const { before, cursor } = this.#pages;
      this.#saidPage = cursor;
      if (cursor !== undefined)
        this.#announce(this.#t("list.page", { from: before + 1, to: before + value.data.length }));
    }
  }

  #counted(count: number): void {
    const key = JSON.stringify(this.#shown);
    if (key !== this.#saidCount) this.#announce(this.#t("list.found", { count }));
    this.#saidCount = key;
    this.#tellSelection();
  }

  #content(t: ListTranslate): TemplateResult {
    const { capabilities, schema, operator, page, error, slow } = this.#reads;
    const again = () => this.#reads.reload();
    if (capabilities.value && !this.#reads.hasLists) return html`<div class="panel list-panel">${unsupported(t)}</div>`;
    if (error !== undefined) return html`<div class="panel list-panel">${failure(t, error, again)}</div>`;
    if (!capabilities.value || !schema.value)
      return html`<div class="panel list-panel">${slow ? listSkeleton(t) : nothing}</div>`;
    const view: ListView = {
      t,
      format: this.#kit.format(capabilities.value.program.timeZone),
      capabilities: capabilities.value,
      operator: operator.value,
      schema: schema.value,
      status: (status) => this.#kit.translate(`list.status.${status}`, statuses[status] ?? status),
      columns: this.#columns,
    };
    const isOffline = this.#online.offline;
    const isOld = isOffline || page.state.error !== undefined;
    const time = view.format.time(new Date(page.state.readAt).toISOString());
    return html`${this.#dialogs.value?.once.strip() ?? nothing}
      ${this.#handOffFailed ? html`<p class="banner" role="alert">${t("list.handoff.failed")}</p>` : nothing}
      ${isOld ? oldBanner(t, isOffline, time, again) : nothing}
      <div class="panel list-panel">${this.#bar(view)} ${this.#body(view)}</div>`;
  }

  #bar(view: ListView): TemplateResult {
    const size = sizeOf(this.#selection, this.#count);
    if (size === 0)
      return toolbar(view, {
        search: this.#search,
        choose: (ids) => this.#chooseColumns(ids),
        more: moreButtons(view, this.#more),
      });
    return selectionBar(view, {
      size,
      isAll: this.#selection.kind === "all" && this.#selection.except.size === 0,
      more: this.#selectable,
      all: () => this.#setSelection(everybody),
      clear: () => this.#setSelection(nobody),
      acts: this.#host.readonly ? nothing : onceButton(view, () => void this.#actOnAll()),
    });
  }

  /** How many more could be selected at once: where all of this page are, and there are others. */
  get #selectable(): number | null {
    const rows = this.#reads.page.value?.data ?? [];
    const count = this.#count;
    const isWhole = this.#selection.kind === "some" && rows.every(({ id }) => isSelected(this.#selection, id));
    return isWhole && count !== null && count > rows.length ? count : null;
  }

  #body(view: ListView): TemplateResult {
    const { loading, slow } = this.#reads.page.state;
    const busy = loading && !this.#reads.isQuiet;
    const value = this.#pageShown;
    if (!value) return slow ? listSkeleton(view.t) : html`<div class="loading"></div>`;
    if (value.data.length === 0 && this.#pages.isFirst) {
      const filtered = (this.#shown?.filter.rules.length ?? 0) > 0;
      const clear = () => this.#search.clear();
      return html`<slot name="empty">${noMatch(view.t, { q: this.#search.q, filtered, clear })}</slot>`;
    }
    return html`${table(view, this.#tableHost(value, busy))}
    ${pager(view, {
      pages: this.#pages,
      shown: value.data.length,
      count: this.#count,
      next: value.page.next,
      busy,
      go: (cursor) => this.#go(cursor),
    })}`;
  }

  /** The page, or, until that has come, the one before it. */
  get #pageShown(): AudiencePage | undefined {
    return (this.#lastPage = this.#reads.page.value ?? this.#lastPage);
  }

  #tableHost({ data: rows }: AudiencePage, busy: boolean): TableHost {
    return {
      rows,
      selection: this.#selection,
      sort: this.#sort,
      acts: !this.#host.readonly,
      busy,
      hrefOf: (id) => hrefOf(this.#host.memberHref, id),
      select: (ids, on, range) => this.#select(ids, on, range),
      sortBy: (field) => this.#sortBy(field),
      open: (id, event) => this.#open(id, event),
      act: (memberId, action) => this.#act(memberId, action),
      staysHere: this.#host.memberHref === null || this.#wasKept,
      warming: this.#warming,
    };
  }

  #open(memberId: string, event: Event): void {
    this.#opened = memberId;
    this.#tellState();
    this.#wasKept = !this.#host.dispatchEvent(new MemberOpenEvent(memberId));
    if (this.#wasKept) event.preventDefault();
  }

  #go(cursor: string | null): void {
    if (cursor === null) this.#pages.back();
    else this.#pages.forward(cursor);
    this.#anchor = null;
    this.#host.requestUpdate();
  }

  #sortBy(field: string): void {
    const turned = this.#sort.field === field && this.#sort.direction === "ascending";
    this.#sort = { field, direction: turned ? "descending" : "ascending" };
    this.#pages.startOver();
    const column = this.#columns.find(({ id }) => id === field)?.label ?? this.#t("list.column.member");
    this.#announce(this.#t(`list.sorted.${this.#sort.direction}`, { column }));
  }

  #chooseColumns(ids: readonly string[] | null): void {
    rememberColumns(ids);
    this.#columnIds = ids;
    if (this.#sort.field !== NAME && !this.#columns.some(({ id }) => id === this.#sort.field)) this.#sortBy(NAME);
    this.#host.requestUpdate();
  }

  /** One member, or with Shift all from the one that was pressed before. */
  #select(ids: readonly string[], on: boolean, range: boolean): void {
    const shown = this.#reads.page.value?.data.map(({ id }) => id) ?? [];
    const [id = ""] = ids;
    const [from, to] = [shown.indexOf(this.#anchor ?? ""), shown.indexOf(id)].sort((a, b) => a - b);
    const isRange = range && from !== undefined && from >= 0;
    this.#setSelection(select(this.#selection, isRange ? shown.slice(from, (to ?? from) + 1) : ids, on));
    this.#anchor = ids.length === 1 ? id : null;
  }

  #setSelection(selection: Selection): void {
    if (selection === this.#selection) return;
    this.#selection = selection;
    const count = sizeOf(selection, this.#count);
    if (count !== null) this.#announce(this.#t("list.selected", { count }));
    this.#tellSelection();
    this.#host.requestUpdate();
  }

  #tellSelection(): void {
    const shown = this.#shown;
    const count = sizeOf(this.#selection, this.#count);
    const target = count === 0 || !shown ? null : targetOf(this.#selection, shown);
    this.#host.dispatchEvent(new MemberSelectionEvent(count, target));
  }

  /** The one-time action over the selection. */
  async #actOnAll(): Promise<void> {
    await this.#dialogs.load();
    const shown = this.#shown;
    const count = sizeOf(this.#selection, this.#count);
    if (shown && count !== 0) this.#dialogs.value?.once.open({ target: targetOf(this.#selection, shown), count });
  }

  /** The export of all who are shown. */
  async #exportAll(): Promise<void> {
    await this.#dialogs.load();
    const shown = this.#shown;
    const fields = this.#reads.schema.value?.fields.filter(({ column }) => column) ?? [];
    const columns = [NAME, ...this.#columns.map(({ id }) => id)];
    if (shown) this.#dialogs.value?.export.open({ ...shown, count: this.#count, fields, shown: columns });
  }

  /** What stands beside the search. */
  get #more(): MoreButtons {
    return {
      exportAll: () => void this.#exportAll(),
      importFile: this.#host.readonly
        ? null
        : () => void this.#dialogs.load().then(() => this.#dialogs.value?.import.open()),
      handOff:
        !this.#host.readonly && this.#reads.capabilities.value?.modules.includes("campaigns")
          ? () => void this.#handOff()
          : null,
    };
  }

  /** Takes who is shown into the host's campaign wizard, whose address holds an id alone. */
  async #handOff(): Promise<void> {
    const shown = this.#shown;
    const { client } = this.#kit;
    if (!shown || !client) return;
    const { filter, q } = shown;
    this.#handOffFailed = false;
    try {
      const body = { filter, ...(q && { q }) };
      const { url } = await (await client.bulk()).handOff(body);
      const href = hrefOf(url, "");
      if (this.#host.dispatchEvent(new AudienceHandoffEvent(url)) && href !== null) location.assign(href);
    } catch {
      this.#handOffFailed = true;
    }
    this.#host.requestUpdate();
  }

  async #importDialogs(): Promise<BulkDialogs> {
    const { BulkDialogs } = await import("../bulk/bulk-dialogs.js");
    return new BulkDialogs({
      element: this.#host,
      kit: this.#kit,
      capabilities: () => this.#reads.capabilities.value,
      operator: () => this.#reads.operator.value,
      announce: (words) => this.#announce(words),
      done: () => this.#kit.client?.markStale(null),
    });
  }

  #act(memberId: string, action: string | null): void {
    this.#modal = { memberId, action, commands: null, open: true };
    this.#host.requestUpdate();
  }

  readonly #press = (event: KeyboardEvent): void => {
    const { client } = this.#kit;
    if (!client || !isFree(event) || !opensPalette(event, keyOf(this.#host.shortcuts, SHORTCUTS, "palette"))) return;
    event.preventDefault();
    const commands = { acts: false, places: [], members: recentMembers(client) };
    this.#modal = { memberId: null, action: null, commands, open: true };
    this.#host.requestUpdate();
  };

  /** A member who was chosen in the dialog: the host page has its say first. */
  #goTo(event: MemberOpenEvent): void {
    const href = hrefOf(this.#host.memberHref, event.memberId);
    queueMicrotask(() => {
      if (!event.defaultPrevented && href !== null) location.assign(href);
    });
  }

  #actionsModal({ memberId, action, commands, open }: OpenModal): TemplateResult {
    const tag = siblingTag(this.#host, "member-actions-modal");
    return staticHtml`<${tag}
      .memberId=${memberId}
      .actions=${this.#host.actions}
      .action=${action}
      .commands=${commands}
      .open=${open}
      @member-open=${(event: MemberOpenEvent) => this.#goTo(event)}
      @member-actions-close=${() => {
        this.#modal = { memberId, action, commands, open: false };
        this.#host.requestUpdate();
      }}
    ></${tag}>`;
  }
}
