import { revealRoutes } from "../contract/reveal-routes.js";
import type { Revealed } from "../contract/index.js";
import type { Backend } from "./backend.js";
import type { ReadOptions } from "./reading.js";

/** Asks for one masked detail. It is kept nowhere here: the caller drops it. */
export const reveal = async (
  backend: Backend,
  memberId: string,
  field: string,
  call?: ReadOptions,
): Promise<Revealed> =>
  (await backend.read(revealRoutes.reveal, { values: { memberId }, body: { field }, ...call })).value;
