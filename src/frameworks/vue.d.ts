/** The elements in Vue's templates: `import type {} from "memberkit/vue"` once, and `isCustomElement` in the compiler's options. */
import type { KitElements } from "memberkit/elements";
import type { HTMLAttributes, PublicProps } from "vue";

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Rest}`
  ? `${Head}${Capitalize<CamelCase<Rest>>}`
  : Name;

type Listeners<Events> = {
  [Name in keyof Events & string as `on${Capitalize<CamelCase<Name>>}`]?: (event: Events[Name]) => void;
};

type Components = {
  [Tag in keyof KitElements]: new () => {
    $props: PublicProps &
      Omit<HTMLAttributes, keyof KitElements[Tag]["props"]> &
      KitElements[Tag]["props"] &
      Listeners<KitElements[Tag]["events"]>;
  };
};

declare module "vue" {
  interface GlobalComponents extends Components {}
}
