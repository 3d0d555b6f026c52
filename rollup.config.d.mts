import type { RollupOptions } from "rollup";

export declare const forPages: RollupOptions;
