import * as z from "zod/mini";
import { DetailValue } from "./common.js";

/** A detail that was masked, as it is. It is shown, and kept nowhere. */
export const Revealed = z.object({
  /** The id of the detail. */
  field: z.string(),
  /** The kind of the detail, by which it is shown. */
  kind: z.string(),
  /** Null: nothing is known by now. */
  value: DetailValue,
});
export type Revealed = z.infer<typeof Revealed>;
