import { ContextRoot } from "@lit/context";
import { whenIdle } from "./idle.js";
import { MemberKit } from "./member-kit/member-kit.js";
import { MemberProfile } from "./member-profile/member-profile.js";
import type { ElementName, Registration } from "./registration.js";

type ElementClass = CustomElementConstructor & { registration?: Registration };

const eager: Partial<Record<ElementName, ElementClass>> = {
  "member-kit": MemberKit,
  "member-profile": MemberProfile,
};

/**
 * Not part of a page's first bytes: loaded by a profile once it stands or its Actions button is near, else when the
 * page is idle.
 */
const lazy: Partial<Record<ElementName, () => Promise<ElementClass>>> = {
  "tag-editor": async () => (await import("./tag-editor/tag-editor.js")).TagEditor,
  "member-action": async () => (await import("./member-action/member-action.js")).MemberAction,
  "member-actions-modal": async () =>
    (await import("./member-actions-modal/member-actions-modal.js")).MemberActionsModal,
};

/** What {@link define} takes. */
export interface DefineOptions {
  /** Put before every tag: `acme` makes `acme-member-profile`. Default: none. */
  prefix?: string;
  /** Where to register. Default: the page's own registry. */
  registry?: CustomElementRegistry;
}

/**
 * The roots of late providers are heard once a page: an element may ask for its provider before the provider is
 * upgraded.
 */
const contextRoot = new ContextRoot();

/**
 * Registers the kit's elements, each as a subclass of its own, so that two prefixes, or two versions of the kit, share
 * a page. A tag that is taken is left alone. Safe to repeat. Importing the kit registers nothing; this does.
 */
export const define = ({ prefix = "", registry = customElements }: DefineOptions = {}): void => {
  const tagName = (name: ElementName) => (prefix ? `${prefix}-${name}` : name);
  const register = (name: ElementName, base: ElementClass) => {
    if (registry.get(tagName(name))) return;
    registry.define(
      tagName(name),
      class extends base {
        static override readonly registration = registration;
      },
    );
  };
  const load = async (name: ElementName) => {
    if (registry.get(tagName(name))) return;
    const base = await lazy[name]?.();
    if (base) register(name, base);
  };
  const registration: Registration = { tagName, load };
  contextRoot.attach(document.documentElement);
  for (const [name, base] of Object.entries(eager)) register(name as ElementName, base);
  whenIdle(() => Object.keys(lazy).forEach((name) => void load(name as ElementName)));
};
