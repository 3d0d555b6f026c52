import { fillTagCounts } from "../postgres/tag-counts.js";
import type { Step } from "./step.js";

/**
 * The tags in use and how many members have each, kept with every change, found by the beginning of their folded form.
 */
export const tags: readonly Step[] = [
  `create table tag (
    tenant text, folded text collate "C", tag text collate "C", part text, members bigint not null,
    primary key (tenant, folded, tag, part))`,
  (trx) => fillTagCounts(trx, null),
];
