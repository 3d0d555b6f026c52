import type { LitElement } from "lit";
import type { Client } from "../sdk/client/client.js";
import { unsafeStatic } from "lit/static-html.js";

/** Every element of the kit, by the name it has without a prefix. */
export type ElementName =
  | "member-kit"
  | "member-profile"
  | "member-list"
  | "member-filter"
  | "tag-editor"
  | "member-actions-modal"
  | "member-action";

/** What an element draws itself with, once it is loaded. */
interface Loaded {
  /** Loads and reads what is likely to be needed of a member next; left out: there is nothing. */
  readonly ahead?: (client: Client, memberId: string) => Promise<void>;
}

/** How a set of elements was registered. */
export interface Registration {
  /** The tag of an element in this set, such as `acme-tag-editor`. */
  tagName(name: ElementName): string;
  /** Loads what an element draws itself with, where that is no part of a page's first bytes. Safe to repeat. */
  load(name: ElementName): Promise<Loaded | undefined>;
  /** The scoped registry that the set is in; null: the page's own. */
  readonly scope: CustomElementRegistry | null;
}

const plain: Registration = { tagName: (name) => name, load: () => Promise.resolve(undefined), scope: null };

/** The set that an element belongs to; plain names where its class was registered by hand. */
export const registrationOf = (element: LitElement): Registration =>
  (element.constructor as { registration?: Registration }).registration ?? plain;

/**
 * A sibling's tag for a template of `lit/static-html.js`. Tags never stand literally in a template: two versions of the
 * kit, or two prefixes, may share a page.
 */
export const siblingTag = (element: LitElement, name: ElementName) =>
  unsafeStatic(registrationOf(element).tagName(name));
