/** The elements in Svelte's templates: `import type {} from "memberkit/svelte"` once. */
import type { KitElements } from "memberkit/elements";
import type { HTMLAttributes } from "svelte/elements";

type Listeners<Events> = {
  [Name in keyof Events & string as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
};

type Elements = {
  [Tag in keyof KitElements]: Omit<HTMLAttributes<KitElements[Tag]["element"]>, keyof KitElements[Tag]["props"]> &
    KitElements[Tag]["props"] &
    Listeners<KitElements[Tag]["events"]>;
};

declare module "svelte/elements" {
  interface SvelteHTMLElements extends Elements {}
}
