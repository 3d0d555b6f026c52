import type { LitElement, ReactiveController } from "lit";
import type { Client, JobsClient, Page } from "../../sdk/index.js";
import type { Job, JobItem } from "../../sdk/contract/bulk/answers.js";
import type { BulkPreview, NotDone } from "../../sdk/contract/bulk/requests.js";

/** Statuses in which something goes on by itself. */
const moving = ["checking", "running", "cancelling", "awaiting_approval"];

/** What became of those to whom it was not done, in the order in which they are read. */
const statuses = ["failed", "skipped", "excluded"];

/** After how long it is asked what has become of messages that are on their way: at first, and at most. */
const [FIRST_ASKED_MS, LAST_ASKED_MS] = [1_000, 30_000];

const hasMessagesOnTheirWay = (job: Job | null): boolean =>
  job?.deliveries?.some(({ state }) => state === "queued") ?? false;

/** How many items are read at a time. */
const PAGE = 100;

/** One job as an operator follows it: what it has come to, and what they do about it. Nothing is sent twice at once. */
export class JobRun implements ReactiveController {
  readonly #host: LitElement;
  readonly #clientOf: () => Client | undefined;
  readonly #changed: (job: Job) => void;
  #job: Job | null = null;
  #error: unknown = null;
  #busy = false;
  /** Ends once nothing is on its way. */
  #doing: Promise<void> = Promise.resolve();
  #abort: AbortController | null = null;
  #items: readonly JobItem[] = [];
  #more: Page<JobItem>["next"] = null;
  /** Which items are read: of those to whom it was not done, all or some. */
  #notDone: NotDone = {};
  /** The statuses of items that are still to be read. */
  #unread = statuses;

  /** @param changed Called with each new state of the job. */
  constructor(host: LitElement, clientOf: () => Client | undefined, changed: (job: Job) => void) {
    this.#host = host;
    this.#clientOf = clientOf;
    this.#changed = changed;
    host.addController(this);
  }

  get job(): Job | null {
    return this.#job;
  }

  /** Why the last thing was not done, or how far it is can't be read; null: there is nothing wrong. */
  get error(): unknown {
    return this.#error;
  }

  /** Something was asked for, and the answer is on its way. */
  get busy(): boolean {
    return this.#busy;
  }

  get isMoving(): boolean {
    return this.#job !== null && moving.includes(this.#job.status);
  }

  /** To whom it was not done, as far as they are read: all of them, or those of {@link notDone}. */
  get items(): readonly JobItem[] {
    return this.#items;
  }

  get notDone(): NotDone {
    return this.#notDone;
  }

  get hasMoreItems(): boolean {
    return this.#unread.length > 0;
  }

  hostConnected(): void {
    if (this.isMoving || hasMessagesOnTheirWay(this.#job)) void this.#follow();
  }

  hostDisconnected(): void {
    this.#abort?.abort();
  }

  /** Another job, or none: what went on goes on without being followed. */
  forget(): void {
    this.#abort?.abort();
    this.#job = null;
    this.#error = null;
    this.#forgetItems({});
    this.#host.requestUpdate();
  }

  #forgetItems(notDone: NotDone): void {
    this.#items = [];
    this.#more = null;
    this.#notDone = notDone;
    this.#unread = statuses.filter((status) => status === (notDone.status ?? status));
  }

  /** Has an action looked at over many members. Nothing is done to them. */
  check(request: BulkPreview): Promise<void> {
    return this.#do((jobs) => jobs.preview(request));
  }

  /** Has the rows of a file looked at. Nothing is done. */
  import(file: Blob, options: { readonly action: string; readonly key: string }): Promise<void> {
    return this.#do((jobs) => jobs.import(file, options));
  }

  /** Starts what was checked. */
  start(confirmedCount: number | null): Promise<void> {
    return this.#onJob((jobs, jobId) => jobs.start({ id: jobId }, confirmedCount ?? undefined));
  }

  cancel(): Promise<void> {
    return this.#onJob((jobs, jobId) => jobs.cancel(jobId));
  }

  async retry(): Promise<void> {
    await this.#onJob((jobs, jobId) => jobs.retry(jobId));
    if (this.isMoving) this.#forgetItems({});
  }

  /** Waits until what is being read has come. */
  async #read(): Promise<void> {
    while (this.#busy) await this.#doing;
  }

  /** Where a file of those can be fetched whose items are read; null: it could not be made. */
  async export(): Promise<string | null> {
    let url: string | null = null;
    await this.#read();
    await this.#onJob(async (jobs, jobId) => {
      ({ url } = await jobs.exportNotDone(jobId, this.#notDone));
      return null;
    });
    return url;
  }

  /** Saves those whose items are read as an audience. Whether it was done. */
  async save(name: string): Promise<boolean> {
    await this.#read();
    await this.#onJob(async (jobs, jobId) => {
      await jobs.saveNotDone(jobId, { ...this.#notDone, name });
      return null;
    });
    return this.#error === null;
  }

  /** Has it looked at what undoing all of it would do: another job, which is started in turn. */
  reverse(): Promise<void> {
    return this.#onJob((jobs, jobId) => jobs.reverse(jobId));
  }

  /** Tries to read how far it is once more. */
  again(): void {
    this.#error = null;
    void this.#follow();
    this.#host.requestUpdate();
  }

  /** Reads others of those to whom it was not done. The latest wins. */
  async narrow(notDone: NotDone): Promise<void> {
    this.#forgetItems(notDone);
    this.#host.requestUpdate();
    await this.#read();
    if (notDone === this.#notDone) await this.readItems();
  }

  /** Reads who failed, then who was skipped, then who was left out: at least a page more each time, if they are as many. */
  async readItems(): Promise<void> {
    const notDone = this.#notDone;
    const enough = this.#items.length + PAGE;
    while ((await this.#readPage(notDone)) && this.#items.length < enough);
  }

  /** Whether there are more behind what it has read. */
  async #readPage(notDone: NotDone): Promise<boolean> {
    let goesOn = false;
    await this.#onJob(async (jobs, jobId) => {
      const [status = ""] = this.#unread;
      const { code } = notDone;
      const page = await (this.#more?.() ?? jobs.items(jobId, { status, ...(code && { code }) }).first());
      if (notDone !== this.#notDone) return null;
      this.#items = [...this.#items, ...page.data];
      this.#more = page.next;
      if (page.next === null) this.#unread = this.#unread.slice(1);
      goesOn = this.hasMoreItems;
      return null;
    });
    return goesOn;
  }

  #onJob(act: (jobs: JobsClient, jobId: string) => Promise<Job | null>): Promise<void> {
    const id = this.#job?.id;
    return id === undefined ? Promise.resolve() : this.#do((jobs) => act(jobs, id));
  }

  #do(act: (jobs: JobsClient) => Promise<Job | null>): Promise<void> {
    const client = this.#clientOf();
    return this.#busy || !client ? Promise.resolve() : (this.#doing = this.#doNow(client, act));
  }

  async #doNow(client: Client, act: (jobs: JobsClient) => Promise<Job | null>): Promise<void> {
    this.#busy = true;
    this.#error = null;
    this.#host.requestUpdate();
    try {
      const job = await act((await client.bulk()).jobs);
      if (job) this.#take(job);
    } catch (error) {
      this.#error = error;
    }
    this.#busy = false;
    this.#host.requestUpdate();
  }

  #take(job: Job): void {
    if (job.id !== this.#job?.id) this.#forgetItems({});
    this.#job = job;
    this.#changed(job);
    this.#host.requestUpdate();
    if (this.isMoving) void this.#follow();
  }

  /**
   * Asks about a job that is over, at growing intervals, as long as messages of it are on their way. What can't be read
   * stays as it was.
   */
  async #followMessages(jobs: JobsClient, { id, finishedAt }: Job, signal: AbortSignal): Promise<void> {
    let waitMs = FIRST_ASKED_MS;
    while (finishedAt !== null && hasMessagesOnTheirWay(this.#job)) {
      await new Promise((later) => setTimeout(later, waitMs));
      waitMs = Math.min(waitMs * 1.5, LAST_ASKED_MS);
      const job = await jobs.get(id, { signal }).catch(() => null);
      if (job === null || job.id !== this.#job?.id) return;
      this.#job = job;
      this.#host.requestUpdate();
    }
  }

  async #follow(): Promise<void> {
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    const job = this.#job;
    const client = this.#clientOf();
    if (!job || !client) return;
    const onChange = (next: Job): void => {
      if (abort.signal.aborted) return;
      this.#job = next;
      this.#changed(next);
      this.#host.requestUpdate();
    };
    try {
      // What tells of changes may not come: it is asked at intervals then.
      const [{ jobs }, changes] = await Promise.all([client.bulk(), client.changes().catch(() => undefined)]);
      const last = await jobs.follow(job, { signal: abort.signal, onChange, ...(changes && { changes }) });
      await this.#followMessages(jobs, last, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.#error = error;
      this.#host.requestUpdate();
    }
  }
}
