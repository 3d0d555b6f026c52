import {
  createElement,
  type FunctionComponent,
  type HTMLAttributes,
  type PropsWithChildren,
  type RefAttributes,
} from "react";
import { define } from "../define.js";
import type { KitElements } from "./elements.js";

/**
 * For React 19: the elements as components, and their types in JSX. Importing registers the elements, before any of them
 * is rendered: React hands objects and callbacks only to elements that are registered. On a server nothing is registered,
 * and the elements render as their tags.
 */

type Tag = keyof KitElements;

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : Name;

type Listeners<T extends Tag> = {
  [Name in keyof KitElements[T]["events"] & string as `on${Capitalize<CamelCase<Name>>}`]?:
    ((event: KitElements[T]["events"][Name]) => void) | undefined;
};

type PlainListeners<T extends Tag> = {
  [Name in keyof KitElements[T]["events"] & string as `on${Name}`]?:
    ((event: KitElements[T]["events"][Name]) => void) | undefined;
};

type Common<T extends Tag> = Omit<HTMLAttributes<KitElements[T]["element"]>, keyof KitElements[T]["props"]> &
  RefAttributes<KitElements[T]["element"]> &
  KitElements[T]["props"];

/** What a component takes: the element's properties, and its events as `onMemberActionDone`. */
export type ComponentProps<T extends Tag> = PropsWithChildren<Common<T> & Listeners<T>>;

/** What a tag takes in JSX: the same, with its events as React reads them: `onmember-action-done`. */
type Tags = { [T in Tag]: PropsWithChildren<Common<T> & PlainListeners<T>> };

declare module "react" {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where React's own types look for tags
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a type can't be merged into an interface
    interface IntrinsicElements extends Tags {}
  }
}

// Registers at once, as its documentation says; on a server it does nothing.
void define();

/** `onMemberActionDone` as React listens to what is no event of its own. Other names stay as they are. */
const plainName = (name: string): string =>
  /^on(Member|Audience)[A-Z]/.test(name)
    ? `on${name.slice(2).replaceAll(/[A-Z]/g, (letter, at) => `${at ? "-" : ""}${letter.toLowerCase()}`)}`
    : name;

const component = <T extends Tag>(tag: T): FunctionComponent<ComponentProps<T>> => {
  const Component = (props: object) =>
    createElement(tag, Object.fromEntries(Object.entries(props).map(([name, value]) => [plainName(name), value])));
  Component.displayName = tag;
  return Component as FunctionComponent<ComponentProps<T>>;
};

/** `<member-kit>`: the client and the language of what is inside. A new `getToken` at each render is no new client. */
export const MemberKit = component("member-kit");
/** `<member-profile>`. */
export const MemberProfile = component("member-profile");
/** `<member-list>`. */
export const MemberList = component("member-list");
/** `<member-filter>`. */
export const MemberFilter = component("member-filter");
/** `<member-actions-modal>`. */
export const MemberActionsModal = component("member-actions-modal");
/** `<member-action>`, a preset. */
export const MemberAction = component("member-action");
/** `<tag-editor>`. */
export const TagEditor = component("tag-editor");
