import type { Client, Page } from "../../sdk/client/client.js";
import { ReadController } from "../controllers/read-controller.js";
import type { PanelHost } from "./panel.js";

/** Fetches one page of a list. */
export type Load<Item> = NonNullable<Page<Item>["next"]>;

/** The part of a list that is shown. */
export interface Pages<Item> {
  readonly data: readonly Item[];
  /** Fetches on; null at the end. */
  readonly next: Load<Item> | null;
  /** The pages that it is made of; left out: the first page alone. */
  readonly parts?: readonly { readonly data: readonly Item[]; readonly load: Load<Item> }[];
  /** Fetch the pages before it that are not shown any more, the nearest last; left out: it begins with the first. */
  readonly newer?: readonly Load<Item>[];
}

/** How a list is read: what is loaded after the first page may read it otherwise. */
export interface Plan<Item> {
  /** By what the list is narrowed, as a text; another choice is another list. Empty: by nothing. */
  choice: () => string;
  read: (client: Client, memberId: string, signal: AbortSignal) => Promise<Pages<Item>>;
}

/** Reads a list of a member's as its plan says by then. */
export const readPages = <Item>({ element, client, memberId }: PanelHost, plan: Plan<Item>) =>
  new ReadController<Pages<Item>>(element, {
    client,
    memberId,
    key: () => memberId() && `${memberId() ?? ""} ${plan.choice()}`,
    read: (from, _key, signal) => plan.read(from, memberId() ?? "", signal),
  });
