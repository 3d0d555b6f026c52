import type { Plugin, RollupOptions } from "rollup";

export declare const forPages: RollupOptions & { readonly plugins: readonly Plugin[] };
