import { ContextRoot } from "@lit/context";
import { MemberAction } from "./member-action/member-action.js";
import { MemberActionsModal } from "./member-actions-modal/member-actions-modal.js";
import { MemberFilter } from "./member-filter/member-filter.js";
import { MemberKit } from "./member-kit/member-kit.js";
import { MemberList } from "./member-list/member-list.js";
import { MemberProfile } from "./member-profile/member-profile.js";
import type { ElementName, Registration } from "./registration.js";
import type { BodyLoader } from "./shell-element.js";
import { TagEditor } from "./tag-editor/tag-editor.js";

type ElementClass = CustomElementConstructor & { registration?: Registration; body?: BodyLoader<never> };

const elements: Readonly<Record<ElementName, ElementClass>> = {
  "member-kit": MemberKit,
  "member-profile": MemberProfile,
  "member-list": MemberList,
  "tag-editor": TagEditor,
  "member-action": MemberAction,
  "member-actions-modal": MemberActionsModal,
  "member-filter": MemberFilter,
};
const names = Object.keys(elements) as ElementName[];

/** What {@link define} takes. */
export interface DefineOptions {
  /** Put before every tag: `acme` makes `acme-member-profile`. Default: none. */
  prefix?: string;
  /**
   * Where to register. Default: the page's own registry. In a scoped one (`new CustomElementRegistry()`) the elements
   * are also made that others of the kit draw.
   */
  registry?: CustomElementRegistry;
}

/**
 * The roots of late providers are heard once a page: an element may ask for its provider before the provider is
 * upgraded.
 */
const contextRoot = new ContextRoot();

/**
 * Registers the kit's elements, all of them before it returns, each as a subclass of its own, so that two prefixes, or
 * two versions of the kit, share a page. A tag that is taken is left alone. What a page's first view does without is
 * loaded when it is needed; a profile loads its own once it is drawn and the page is idle. Safe to repeat, and on a
 * server, where it does nothing. Importing the kit registers nothing; this does.
 *
 * @returns Resolves once the elements are registered. Rejects where the prefix makes no valid tag.
 */
export const define = async ({ prefix = "", registry }: DefineOptions = {}): Promise<void> => {
  if (typeof document === "undefined") return;
  const into = registry ?? customElements;
  const registration: Registration = {
    tagName: (name) => (prefix ? `${prefix}-${name}` : name),
    load: async (name) => elements[name].body?.load(),
    scope: into === customElements ? null : into,
  };
  contextRoot.attach(document.documentElement);
  for (const name of names) {
    const tag = registration.tagName(name);
    if (into.get(tag)) continue;
    into.define(
      tag,
      class extends elements[name] {
        static override readonly registration = registration;
      },
    );
  }
};
