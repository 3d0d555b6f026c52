import * as z from "zod/mini";

/** No NUL and no lone surrogate: PostgreSQL refuses the one and silently replaces the other (faults.md S21). */
export const storable = z.refine<string>((text) => text.isWellFormed() && !text.includes("\0"), { error: "not-storable" });
