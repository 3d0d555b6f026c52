import type { ActionId } from "../../sdk/contract/index.js";
import type { TagCase } from "../../sdk/contract/tag.js";
import { undoOf } from "../parts/capability.js";
import { rightTo } from "../parts/rights.js";
import type { Client, ReadOptions } from "../../sdk/client/client.js";

/** What may be done with a member's tags: what the backend can do, and what this operator may. */
export interface TagRights {
  readonly add: boolean;
  readonly remove: boolean;
  /** Whether a removal can be undone. */
  readonly undo: boolean;
  /** The backend can, but the operator may not. */
  readonly forbidden: boolean;
}

/** Reads both from what the client keeps: no request of its own beyond the page's first. */
export const readTagRights = async (client: Client, options: ReadOptions): Promise<TagRights> => {
  const [capabilities, operator] = await Promise.all([client.capabilities(options), client.operator(options)]);
  const right = (id: ActionId) => rightTo({ capabilities, operator }, id);
  return {
    add: right("add-tag") === "allowed",
    remove: right("remove-tag") === "allowed",
    undo: undoOf(capabilities, "remove-tag") !== "none",
    forbidden: right("add-tag") === "forbidden",
  };
};

/** How the program tells tags apart. Where the backend doesn't say, it decides: as they are spelt. */
export const readTagCase = async (client: Client, options: ReadOptions): Promise<TagCase> =>
  (await client.capabilities(options)).tagCase === "folded" ? "folded" : "exact";
