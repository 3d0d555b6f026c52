import { operationAnswer, type Operation, type Settlement } from "../contract/index.js";
import type { Backend } from "./backend.js";
import type {
  KeyStore,
  PendingWrite,
  ReadOptions,
  SettledWrite,
  StaleListener,
  UnsettledWrite,
  WriteOptions,
} from "./client.js";
import { ContractError, NetworkError, NotDoneError, ProblemError, TimeoutError } from "./errors.js";
import { createKey } from "./idempotency.js";
import { KeyLocks, livingKeys, PAGE } from "./key-locks.js";
import { askSettlement, settleLost } from "./settling.js";
import { Sharing } from "./sharing.js";
import { scopeOf, type TokenSource } from "./token.js";
import type { WireRequest } from "./transport.js";

/** One write: an action on a member, or an undo. */
interface Write {
  /** The action's id, or `undo`. */
  action: string;
  memberId: string;
  /** Its route, filled in. */
  path: string;
  /** The same, with its ids left open. */
  route: string;
  body: object;
}

interface ScopedOptions extends WriteOptions {
  /** In whose name the write began: a key is another one to others. */
  readonly scope: string | null;
}

interface WritesOptions {
  backend: Backend;
  tokens: TokenSource;
  keys: KeyStore;
  /** Called when a member has changed, or may have. */
  onChanged: StaleListener;
  /** Whether the backend does a key once, however often it is sent. */
  mayRepeat: () => boolean;
}

/** Refusals that the backend stores with the key: they are the outcome of every attempt. */
const keptStatuses = new Set([409, 410, 422]);
const notKept = new Set(["validation", "operation-in-progress", "idempotency-key-reused"]);
/** Statuses after which the outcome of a write is unknown. */
const openStatuses = new Set([500, 502, 503, 504]);

const isKept = (error: unknown): boolean =>
  error instanceof ProblemError && keptStatuses.has(error.status) && !notKept.has(error.code);

const isRateLimited = (error: unknown): boolean => error instanceof ProblemError && error.status === 429;

/** Whether the outcome is unknown after this error. Of the 409s, only that of a first attempt which still runs. */
const leavesOpen = (error: unknown): boolean =>
  error instanceof NetworkError ||
  error instanceof TimeoutError ||
  error instanceof ContractError ||
  (error instanceof ProblemError && (openStatuses.has(error.status) || error.code === "operation-in-progress"));

const headersOf = (key: string, { ifMatch, previewTag }: WriteOptions): Record<string, string> => ({
  "idempotency-key": key,
  ...(ifMatch !== undefined && { "if-match": ifMatch }),
  ...(previewTag !== undefined && { "preview-match": previewTag }),
});

/** The one write path of the client: a key per user action, kept until its outcome is known. */
export class Writes {
  readonly #backend: Backend;
  readonly #tokens: TokenSource;
  readonly #keys: KeyStore;
  readonly #onChanged: StaleListener;
  readonly #mayRepeat: () => boolean;
  readonly #running = new Sharing();
  readonly #locks = new KeyLocks();
  /** What was sent by key, where its outcome is not known. A refusal that says nothing of the key leaves it so. */
  readonly #open = new Map<string, object>();
  /** Keys whose outcome the backend does not know. They are asked about, and never sent again. */
  readonly #untold = new Set<string>();

  constructor({ backend, tokens, keys, onChanged, mayRepeat }: WritesOptions) {
    this.#backend = backend;
    this.#tokens = tokens;
    this.#keys = keys;
    this.#onChanged = onChanged;
    this.#mayRepeat = mayRepeat;
  }

  /** Does a write once, however often it is asked for with the same key, and answers its receipt. */
  async do(write: Write, options: WriteOptions = {}): Promise<Operation> {
    const key = options.key ?? createKey();
    const name = JSON.stringify([key, write.path, write.body]);
    return this.#running.share(name, (signal) => this.#run(write, key, { ...options, signal }), options.signal);
  }

  /** Waits until all writes that are under way now have ended: each was answered, or its outcome is unknown. */
  ended(): Promise<void> {
    return this.#running.ended();
  }

  /** Asks for the outcome of a key. Once it is known, the key is dropped. */
  async settle(key: string, options?: ReadOptions): Promise<Settlement> {
    const pending = this.#pending(key);
    const settlement = await askSettlement(this.#backend, key, { ...options, scope: pending?.scope ?? null });
    if (settlement.state === "settled" || settlement.state === "voided") {
      this.#drop(key);
      this.#changed(pending?.memberId ?? null, settlement.operation);
    }
    return settlement;
  }

  /** The operator's writes on a member whose outcome is not known yet, of this page and of earlier ones. */
  unsettled(memberId: string): UnsettledWrite[] {
    return this.#keys
      .all()
      .map((write) => ({ ...write, input: this.#open.get(write.key) ?? null }))
      .filter(
        ({ memberId: of, scope, page, input }) =>
          of === memberId && scope === this.#tokens.scope && (input ?? page !== PAGE),
      );
  }

  /**
   * Settles the keys that an earlier page load left. Keys of another operator, of a page that lives, and keys that
   * can't be settled now, stay.
   */
  async settlePending(options?: ReadOptions): Promise<SettledWrite[]> {
    const lives = await livingKeys();
    const left = this.#keys.all().filter(({ key, page }) => page !== PAGE && !lives(key));
    if (left.length === 0) return [];
    await this.#tokens.get();
    const mine = left.filter(({ scope }) => scope === this.#tokens.scope);
    const settled = await Promise.allSettled(
      mine.map(async (write) => ({ write, settlement: await this.settle(write.key, options) })),
    );
    return settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  }

  async #run(write: Write, key: string, options: WriteOptions): Promise<Operation> {
    const scope = this.#pending(key)?.scope ?? scopeOf(await this.#tokens.get());
    await this.#locks.hold(key);
    const { action, memberId } = write;
    this.#keys.put({ key, action, memberId, scope, page: PAGE, sentAt: this.#backend.time.now() });
    try {
      const operation = await this.#outcome(write, key, { ...options, scope });
      this.#drop(key);
      this.#changed(memberId, operation);
      return operation;
    } catch (error) {
      // Whoever shows it as open is to hear that it is not any more.
      const mayHaveChanged = this.#open.has(key);
      if (error instanceof ProblemError || error instanceof NotDoneError) this.#drop(key);
      else this.#open.set(key, write.body);
      if (mayHaveChanged) this.#onChanged(memberId);
      throw error;
    }
  }

  /** The member changed, and the other one of an operation that took two. */
  #changed(memberId: string | null, operation: Operation | null): void {
    this.#onChanged(memberId, operation?.id);
    if (operation?.counterpart) this.#onChanged(operation.counterpart.member.id);
  }

  #pending(key: string): PendingWrite | undefined {
    return this.#keys.all().find((write) => write.key === key);
  }

  #drop(key: string): void {
    this.#keys.delete(key);
    this.#open.delete(key);
    this.#locks.release(key);
  }

  /** Sends until the outcome is known: the same key and body again, and then by asking. */
  async #outcome({ path, route, body }: Write, key: string, options: ScopedOptions): Promise<Operation> {
    const { scope, signal, onUnknown } = options;
    const request: WireRequest = { method: "POST", path, route, body, headers: headersOf(key, options), scope, signal };
    if (this.#untold.has(key)) return this.#ask(key, undefined, options);
    const again = (error: unknown) => {
      const left = leavesOpen(error);
      if (left) this.#open.set(key, body);
      return (left && this.#mayRepeat()) || isRateLimited(error);
    };
    const onWait = (state: { attempt: number; nextInMs: number }) => this.#open.has(key) && onUnknown?.(state);
    try {
      return (await this.#backend.repeat(() => this.#backend.send(request, operationAnswer), { again, onWait, signal }))
        .value;
    } catch (error) {
      if (signal?.aborted || !this.#open.has(key) || isKept(error)) throw error;
      return this.#ask(key, error, options);
    }
  }

  #ask(key: string, cause: unknown, options: ScopedOptions): Promise<Operation> {
    return settleLost(this.#backend, key, cause, { ...options, onUntold: () => this.#untold.add(key) });
  }
}
