import { ContextRoot } from "@lit/context";
import type { LitElement } from "lit";
import type { ElementName, Registration } from "./registration.js";
import type { BodyLoader } from "./shell-element.js";
import { version } from "./version.js";

type ElementClass = CustomElementConstructor &
  Pick<typeof LitElement, "shadowRootOptions"> & { registration?: Registration; body?: BodyLoader<never> };

/** Elements by the name that they have without a prefix. */
export type Elements = Readonly<Partial<Record<ElementName, ElementClass>>>;

/** What `define()` takes. */
export interface DefineOptions {
  /** Put before every tag: `acme` makes `acme-member-profile`. Default: none. */
  prefix?: string;
  /**
   * Where to register. Default: the page's own registry. In a scoped one (`new CustomElementRegistry()`) the elements
   * are also made that others of the kit draw.
   */
  registry?: CustomElementRegistry;
  /**
   * Whether the page's scripts can reach into the elements: `closed` is for hosts that demand it. It keeps an honest
   * script out, and is no boundary for another. Default: `open`.
   */
  shadowRootMode?: ShadowRootMode;
}

/**
 * The roots of late providers are heard once a page: an element may ask for its provider before the provider is
 * upgraded.
 */
const contextRoot = new ContextRoot();

/** What stands behind every `define()`: registers these elements, all of them before it returns. */
export const register = async (
  elements: Elements,
  { prefix = "", registry, shadowRootMode = "open" }: DefineOptions = {},
): Promise<void> => {
  if (typeof document === "undefined") return;
  const into = registry ?? customElements;
  const scope = into === customElements ? null : into;
  const registration: Registration = {
    tagName: (name) => (prefix ? `${prefix}-${name}` : name),
    load: async (name) => elements[name]?.body?.load(),
    scope,
  };
  contextRoot.attach(document.documentElement);
  for (const [name, element] of Object.entries(elements)) {
    const tag = registration.tagName(name as ElementName);
    if (into.get(tag)) continue;
    into.define(
      tag,
      class extends element {
        static override readonly registration = registration;
        static readonly version = version;
        static override readonly shadowRootOptions: ShadowRootInit = {
          ...element.shadowRootOptions,
          mode: shadowRootMode,
          ...(scope && { customElementRegistry: scope }),
        };
      },
    );
  }
};
