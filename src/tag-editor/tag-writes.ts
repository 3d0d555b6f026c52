import type { LitElement, ReactiveController } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { RejectedError } from "../../sdk/client/errors.js";
import { type ActionId, isFinal, outcomeOf, type Operation } from "../../sdk/contract/index.js";
import { MemberActionDoneEvent, MemberActionFailedEvent, requestAction } from "../events/action-events.js";

type Change = "adding" | "removing";

/** How a change of the tags ended. The operation is null where it was a form control's own. */
export type TagOutcome =
  { readonly ok: true; readonly operation: Operation | null } | { readonly ok: false; readonly error: unknown };

interface Options {
  client: () => Client | undefined;
  memberId: () => string | null;
  reference: () => string | null;
}

/** Thrown in place of a refusal where the host's page stopped the write. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
}

/**
 * Adds and removes a member's tags, each as the action of that name. Nothing is shown as done before it is: until then
 * a tag is pending (as long as its operation is not final), and after that it stands as confirmed until the member is
 * read anew.
 */
export class TagWrites implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: Options;
  #pending = new Map<string, Change>();
  #confirmed = new Map<string, Change>();
  #left = new AbortController();

  constructor(host: LitElement, options: Options) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.forget();
  }

  /** Drops what belonged to another member. */
  forget(): void {
    this.#left.abort();
    this.#left = new AbortController();
    this.#pending = new Map();
    this.#confirmed = new Map();
  }

  /** The member was read anew: what is confirmed is part of that. */
  memberRead(): void {
    this.#confirmed = new Map();
  }

  pendingOf(tag: string): Change | undefined {
    return this.#pending.get(tag);
  }

  /** The tags as far as they are known: those read, with what was confirmed since and what is being added. */
  applyTo(tags: readonly string[]): string[] {
    const added = [...this.#confirmed, ...this.#pending]
      .filter(([tag, change]) => change === "adding" && !tags.includes(tag))
      .map(([tag]) => tag);
    return [...tags.filter((tag) => this.#confirmed.get(tag) !== "removing"), ...new Set(added)];
  }

  add(tag: string): Promise<TagOutcome | undefined> {
    return this.#write(tag, "adding", "add-tag");
  }

  remove(tag: string): Promise<TagOutcome | undefined> {
    return this.#write(tag, "removing", "remove-tag");
  }

  /** Takes a removal back. */
  async undo(tag: string, operation: Operation): Promise<TagOutcome | undefined> {
    return this.#run(tag, "adding", "undo", { operationId: operation.id }, (client) =>
      client.undo(operation, this.#common()),
    );
  }

  #write(tag: string, change: Change, action: ActionId): Promise<TagOutcome | undefined> {
    const input = { ...this.#common(), tag };
    return this.#run(tag, change, action, input, (client, memberId) => client.run(action, memberId, input));
  }

  #common(): { reference?: string } {
    const reference = this.#options.reference();
    return reference ? { reference } : {};
  }

  async #run(
    tag: string,
    change: Change,
    action: string,
    input: object,
    send: (client: Client, memberId: string) => Promise<Operation>,
  ): Promise<TagOutcome | undefined> {
    const client = this.#options.client();
    const memberId = this.#options.memberId();
    if (!client || !memberId) throw new TypeError("a tag is written on a member, through a client");
    // Kept, so that what another member's tags do by then is not touched.
    const pending = this.#pending;
    const { signal } = this.#left;
    pending.set(tag, change);
    this.#host.requestUpdate();
    try {
      if (!(await requestAction(this.#host, action, memberId, input))) throw new StoppedError();
      const answered = await send(client, memberId);
      // Where it can't be asked about any more, the timeline tells what came of it.
      const operation = isFinal(answered) ? answered : await client.follow(answered, { signal }).catch(() => null);
      if (!operation) return undefined;
      if (outcomeOf(operation) !== "done") throw new RejectedError(operation);
      if (pending === this.#pending) this.#confirmed.set(tag, change);
      this.#host.dispatchEvent(new MemberActionDoneEvent(operation));
      return { ok: true, operation };
    } catch (error) {
      if (!(error instanceof StoppedError))
        this.#host.dispatchEvent(new MemberActionFailedEvent(action, memberId, error));
      return { ok: false, error };
    } finally {
      pending.delete(tag);
      this.#host.requestUpdate();
    }
  }
}
