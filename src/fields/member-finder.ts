import type { ReactiveControllerHost } from "lit";
import type { Client } from "../../sdk/client/client.js";
import type { MemberSummary } from "../../sdk/contract/index.js";
import { ReadController } from "../controllers/read-controller.js";
import { type LibraryList, type Option, optionOf } from "./library.js";

/** How long the operator rests before the backend is asked, in milliseconds. */
const REST_MS = 250;
/** As many as fit without much scrolling: who isn't among them is found by typing more. */
const MOST = 8;

const asOption = ({ id, name, tier }: MemberSummary): Option =>
  optionOf(id, name, { note: [id, tier?.name].filter(Boolean).join(" · ") });

/** The members that fit what an operator types into a picker. The last text wins. */
export class MemberFinder {
  readonly #host: ReactiveControllerHost;
  readonly #read: ReadController<readonly MemberSummary[]>;
  /** Everyone who was found, by id: who was chosen stays in the list. */
  readonly #found = new Map<string, Option>();
  #wanted = "";
  #asked = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, client: () => Client | undefined) {
    this.#host = host;
    this.#read = new ReadController<readonly MemberSummary[]>(host, {
      client,
      key: () => this.#asked || undefined,
      memberId: () => undefined,
      read: async (from, query, signal) => (await from.members.search(query, { limit: MOST }).first({ signal })).data,
      onResult: ({ value = [] }) => {
        for (const member of value) this.#found.set(member.id, asOption(member));
      },
    });
  }

  /** Who fits a text, without the member that is acted on. Who is chosen is found by their id where nothing is typed. */
  list(query: string, chosen: string | undefined, exceptId: string): LibraryList {
    this.#want(query.trim() || (chosen !== undefined && !this.#found.has(chosen) ? chosen : ""));
    const { value = [], error } = this.#read.state;
    const kept = this.#found.get(chosen ?? "");
    const fitting = this.#wanted ? value.map(asOption).filter(({ id }) => id !== exceptId && id !== chosen) : [];
    const isCurrent = this.#wanted === this.#asked && !this.#read.state.loading;
    return {
      state: isCurrent ? (error === undefined ? "ready" : "failed") : "loading",
      options: [...(kept ? [kept] : []), ...fitting],
      error,
    };
  }

  reload(): void {
    void this.#read.reload();
  }

  /** Asks once the operator rests. */
  #want(text: string): void {
    if (text === this.#wanted) return;
    this.#wanted = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#asked = text;
        this.#host.requestUpdate();
      },
      text ? REST_MS : 0,
    );
  }
}
