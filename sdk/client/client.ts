import type {
  ActionId,
  Approval,
  Attribute,
  BalanceHistory,
  EventType,
  Capabilities,
  Catalogue,
  Channel,
  DecisionInput,
  Gift,
  HeldCard,
  HeldCoupon,
  HeldGift,
  HeldPunchCard,
  Household,
  InputOfAction,
  Item,
  Member,
  MemberAction,
  MemberSummary,
  MessageTotal,
  Operation,
  Operator,
  PunchCard,
  Purchase,
  Revealed,
  ReasonCode,
  Reversal,
  Reward,
  Settlement,
  Simulation,
  Tag,
  Template,
} from "../contract/index.js";
import type { BulkClient } from "./bulk-client.js";
import type { Changes } from "./changes-client.js";
import type { Paged, ReadOptions } from "./reading.js";

export type { Page, Paged, ReadOptions } from "./reading.js";

/** How to reach a backend. */
export interface ClientOptions {
  /** The backend's address, with its version: `https://loyalty.example/v1`. */
  baseUrl: string;
  /**
   * Answers a short-lived token for the signed-in operator, minted by the host's own backend. Asked before the first
   * request; asked once more, with `refresh: true`, when a token is refused. It is kept in memory only. A token of
   * another operator than the one before makes everything stale; a write under way is not sent on in their name.
   */
  getToken: (request: { refresh: boolean }) => string | Promise<string>;
  /** The fetch to use, by default the page's own. Tests and stories pass the app's. */
  fetch?: (request: Request) => Promise<Response>;
  /** How long one attempt may take, in milliseconds; by default 10 000. */
  timeoutMs?: number;
  /** How long the `Retry-After`s of one call may keep it waiting in all, in milliseconds; by default 30 000. */
  maxRetryAfterMs?: number;
  /**
   * Where keys of unsettled writes are kept until their outcome is known; by default `sessionStorage`, or memory where
   * that is blocked.
   */
  keys?: KeyStore;
  /**
   * Whether what is read in one tick travels as one `POST /member-views` where the backend has it; by default true.
   * `false` suits a gateway that keeps the answers of single reads.
   */
  views?: boolean;
  /**
   * Called when a request has ended, each attempt of it: for a log of the host's. What it is told holds no personal data.
   * The stream of changes is not among them.
   */
  onRequest?: (log: RequestLog) => void;
}

/** How long the operator stays signed in, by the claims of the token alone. */
export interface Session {
  /** How long the token lives, in milliseconds; Infinity: it does not say, or there is none yet. */
  readonly lifeMs: number;
  /** When it ends, in milliseconds since the epoch by the page's own clock, counted from its arrival; or Infinity. */
  readonly endsAt: number;
}

/** How one request to the backend ended. It holds no id of a member and nothing that was typed or answered. */
export interface RequestLog {
  readonly method: string;
  /** The route with its ids left open: `/members/{memberId}`. */
  readonly route: string;
  /** Null: no answer came. */
  readonly status: number | null;
  /** `done`, the code of the refusal (`insufficient-balance`), or why no answer came: `NetworkError`, `TimeoutError`, `AbortError`. */
  readonly outcome: string;
  /** The refused request's id in the backend's log; null: it has none. */
  readonly requestId: string | null;
  readonly durationMs: number;
}

/** One write whose outcome is not known yet. It holds no personal data: ids and the key only. */
export interface PendingWrite {
  key: string;
  /** The action's id, or `undo`. */
  action: string;
  memberId: string | null;
  /** The token's tenant and operator. Only that operator settles the key. Null where the token is opaque. */
  scope: string | null;
  /** The mark of the page load that sent it. That page finds out its outcome by itself; a later one settles it. */
  page: string;
  /** When it was sent, in milliseconds since the epoch. */
  sentAt: number;
}

/** A write that its operator is still to be told the outcome of. */
export interface UnsettledWrite extends PendingWrite {
  /** What was asked for; null where an earlier page load sent it: nothing that was typed is kept. */
  input: object | null;
}

/** What became of a write that an earlier page load left. */
export interface SettledWrite {
  write: PendingWrite;
  settlement: Settlement;
}

/**
 * Keeps the keys of writes until they are settled. All methods are synchronous, so that a key is kept before its
 * request leaves.
 */
export interface KeyStore {
  put(write: PendingWrite): void;
  delete(key: string): void;
  all(): PendingWrite[];
}

export interface FollowOptions extends ReadOptions {
  /** Called each time the status changes, with the operation as it is then. */
  onChange?: (operation: Operation) => void;
}

/** What comes with a write. */
export interface WriteOptions extends ReadOptions {
  /** The idempotency key; made for you when left out. Pass one to be able to repeat the very same write later. */
  key?: string;
  /** The `previewTag` of the preview that the operator saw: a differing outcome is refused as `stale`. */
  previewTag?: string;
  /** The member's ETag: required by actions that hold the `exact` state. */
  ifMatch?: string;
  /**
   * Called when an attempt's outcome is unknown and the client begins to ask for it. May be called again for each try.
   */
  onUnknown?: (state: { attempt: number; nextInMs: number }) => void;
}

/** A member and the version they were read at. */
export interface Loaded<T> {
  value: T;
  etag: string | null;
}

/** Which part of the history of balances is read. */
export interface HistoryRange {
  /** One currency; by default all. */
  currency?: string;
  /** Instants, RFC 3339; by default from the first entry until now. */
  from?: string;
  to?: string;
  /** How far apart its days are; by default what suits the range. */
  step?: "day" | "week" | "month";
}

export interface ActivityFilter {
  /** An action's id or a backend's own type. */
  type?: string;
  source?: string;
  /** An operator's id. */
  operator?: string;
  /** Instants, RFC 3339. */
  from?: string;
  to?: string;
  /** How many entries come with each page, at most 100; by default as many as the backend chooses. */
  limit?: number;
}

/**
 * Does one action on one member and answers its receipt, which says by its status what came of it: see `outcomeOf`.
 * Safe to repeat with the same `key`.
 */
export type Act<Id extends ActionId> = (
  memberId: string,
  input: InputOfAction<Id>,
  options?: WriteOptions,
) => Promise<Operation>;
/** Simulates one action: nothing is written. */
export type Preview<Id extends ActionId> = (
  memberId: string,
  input: InputOfAction<Id>,
  options?: ReadOptions,
) => Promise<Simulation>;

/**
 * Says that what is shown of a member is out of date; `memberId` null: of everything. Where an action of this client
 * did it, or an undo, `operationId` says which.
 */
export type StaleListener = (memberId: string | null, operationId?: string) => void;

/**
 * A typed client of one backend. Requests for the same thing at the same time are one request, and an abort of one
 * caller does not abort the others.
 *
 * Once the capabilities are read, no write to a backend whose `idempotency` is `none` is sent a second time.
 *
 * Every method may throw `ProblemError` (the backend refused), the reason of an aborted signal, `TypeError` for an id
 * that can be none (empty, `..`), and `SetupError` where `getToken` answers no token. Reads also throw `NetworkError`
 * (no answer came), `TimeoutError` and `ContractError` (the answer is not what the contract says), after repeating what
 * may pass. A write that got no readable answer is sent again with the same key and then asked about; it throws
 * `UnknownOutcomeError` where that does not tell, and `NotDoneError` where it tells that nothing was done.
 */
export interface Client {
  /** What the backend can do. Fetched once and kept. */
  capabilities(options?: ReadOptions): Promise<Capabilities>;
  /** Who is signed in. Fetched once and kept until a write moves a limit. */
  operator(options?: ReadOptions): Promise<Operator>;

  readonly members: {
    /** Quick search by name, e-mail, phone or id. */
    search(q: string, filter?: { status?: string; limit?: number }): Paged<MemberSummary>;
    /** One member with their ETag. */
    get(memberId: string, options?: ReadOptions): Promise<Loaded<Member>>;
    /**
     * Summaries by id; calls of the same tick travel as one request of up to 100. Null where there is no such member.
     */
    summary(memberId: string): Promise<MemberSummary | null>;
    /** The members that carry the host's own id: none, one or several. */
    byExternalId(externalId: string, options?: ReadOptions): Promise<MemberSummary[]>;
    /** What this operator may do to this member now, or why not. */
    actions(memberId: string, options?: ReadOptions): Promise<MemberAction[]>;
    activities(memberId: string, filter?: ActivityFilter): Paged<Operation>;
    gifts(memberId: string): Paged<HeldGift>;
    punchCards(memberId: string): Paged<HeldPunchCard>;
    coupons(memberId: string): Paged<HeldCoupon>;
    /** Those that were replaced, too. */
    cards(memberId: string): Paged<HeldCard>;
    /** What they bought, newest first; by default 100 a page. */
    purchases(memberId: string, filter?: { limit?: number }): Paged<Purchase>;
    /**
     * One detail of the kind `masked`, as it is. Each call is audited, and nothing is kept of what it answers: show it, and
     * drop it. Throws a `ProblemError` where the operator may not look (`forbidden`). Safe to repeat.
     */
    reveal(memberId: string, field: string, options?: ReadOptions): Promise<Revealed>;
    /** What they could spend at the end of days. Refused as `capability-not-supported` by a backend that can't tell. */
    balanceHistory(memberId: string, range?: HistoryRange, options?: ReadOptions): Promise<BalanceHistory>;
    /**
     * What was sent to them, or was to be, newest first, each as the operation that it came of; by default of every
     * channel, and as many a page as the backend likes.
     */
    messages(memberId: string, filter?: { channel?: Channel; limit?: number }): Paged<Operation>;
    /**
     * Who belongs together with them, and what each could spend; null: they are of no household. Refused as
     * `capability-not-supported` by a backend that can't tell.
     */
    household(memberId: string, options?: ReadOptions): Promise<Household | null>;
  };

  /** What pickers list. */
  readonly library: {
    gifts(): Paged<Gift>;
    punchCards(): Paged<PunchCard>;
    /** What the program sells. */
    items(): Paged<Item>;
    /** With a member: whether they may claim each now, and why not. */
    rewards(filter?: { memberId?: string }): Paged<Reward>;
    templates(filter?: { channel?: Channel }): Paged<Template>;
    tags(filter?: { prefix?: string }): Paged<Tag>;
    reasonCodes(): Paged<ReasonCode>;
    /** What may happen to a member, and what is told of it. */
    eventTypes(options?: ReadOptions): Promise<EventType[]>;
    /** What the program knows of its members, and what of it can be edited. */
    attributes(options?: ReadOptions): Promise<Attribute[]>;
  };

  /** One method per action: `client.actions.add("m_1", { currency: "points", amount: 100 })`. */
  readonly actions: { readonly [K in keyof Catalogue]: Act<Catalogue[K]["id"]> };
  /**
   * The same, simulated: nothing is written. The answer carries a `previewTag` and, where the backend tells it, what was
   * `given` to the member by hand lately.
   */
  readonly previews: { readonly [K in keyof Catalogue]: Preview<Catalogue[K]["id"]> };
  /** An action whose id is known only at run time, a backend's own ones included. */
  run(actionId: string, memberId: string, input: object, options?: WriteOptions): Promise<Operation>;
  /** Its simulation. */
  preview(actionId: string, memberId: string, input: object, options?: ReadOptions): Promise<Simulation>;

  operation(operationId: string, options?: ReadOptions): Promise<Operation>;
  /**
   * Answers an operation once its outcome is final, asking a second after the call and then at growing intervals of at
   * most 30 seconds. One that is final already is answered at once. Ends with the signal's reason when it is aborted; a
   * connection that is lost meanwhile is waited for.
   */
  follow(operation: Operation, options?: FollowOptions): Promise<Operation>;
  /** What was done for a ticket, newest first. */
  operations(filter: { reference: string }): Paged<Operation>;
  /** Undoes an operation by a linked entry and answers the new receipt. */
  undo(operation: { id: string; member: { id: string } }, input?: Reversal, options?: WriteOptions): Promise<Operation>;
  /**
   * What undoing an operation would do now, simulated: nothing is written. Throws a `ProblemError` where it would be
   * refused, and where the backend can't tell beforehand (`capability-not-supported`, `not-found`). Safe to repeat.
   */
  previewUndo(operation: { id: string }, options?: ReadOptions): Promise<Operation>;
  /** What became of a key: its outcome, still running, voided, or unknown to the backend too. */
  settle(key: string, options?: ReadOptions): Promise<Settlement>;
  /** What left the house, by channel, and what it costs; by default since the first of the month. */
  messageTotals(range?: { from?: string; to?: string }, options?: ReadOptions): Promise<MessageTotal[]>;
  /** What waits for a second person, and the decisions about it. */
  readonly approvals: {
    /** Longest first: all of it for who may decide, and what one asked for oneself. */
    list(): Paged<Approval>;
    /** What would come of it now: nothing is written. */
    preview(approvalId: string, options?: ReadOptions): Promise<Simulation>;
    /** Does it, or declines it, and answers the operation that it became. Safe to repeat. */
    decide(approvalId: string, decision: DecisionInput, options?: ReadOptions): Promise<Operation>;
  };
  /**
   * The writes on a member whose outcome is not known: those of this page whose answer was lost, and those that an
   * earlier page load left. Only the operator's who is signed in. The member goes stale whenever that changes.
   */
  unsettled(memberId: string): readonly UnsettledWrite[];
  /**
   * Settles every write that an earlier page load left behind (a reload, a crash) and answers what became of each. One
   * that can't be asked about now stays for the next time and is left out. A write of a page that still lives is left
   * to that page: asking about it would void what is on its way.
   */
  settlePending(options?: ReadOptions): Promise<SettledWrite[]>;

  /** What is done with many members at once; loaded when it is first asked for. */
  bulk(): Promise<BulkClient>;

  /** What others change, told while the page is visible; loaded when it is first asked for. */
  changes(): Promise<Changes>;

  /** How long the operator stays signed in, as far as it is known. */
  session(): Session;
  /**
   * Asks `getToken` for another token now, with `refresh: true`. Throws `ProblemError` (`not-authenticated`) where it
   * rejects; the token that is there serves until it ends. Safe to repeat.
   */
  renewToken(): Promise<void>;
  /** Asks for a token anew before the next request: call it where another operator may have signed in. */
  forgetToken(): void;
  /** Listens for members going stale. Answers the function that stops listening. */
  onStale(listener: StaleListener): () => void;
  /**
   * Says that a member is stale, so that every panel that shows them reloads. Writes of this client do so themselves.
   */
  markStale(memberId: string | null): void;
}
