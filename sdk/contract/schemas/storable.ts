import * as z from "zod/mini";

/** No NUL and no lone surrogate: PostgreSQL refuses the one and silently replaces the other (docs/faults.md S21). */
export const storable = z.refine<string>((text) => text.isWellFormed() && !text.includes("\0"), { error: "not-storable" });

/** Whether nothing of a text can be seen: spaces, control characters, and those that Unicode says to ignore (zero-width, fillers). */
export const isBlank = (text: string): boolean => !/[^\p{Cc}\p{Z}\p{DI}\u2800]/u.test(text);

/** Something of it can be seen. */
export const visible = z.refine<string>((text) => !isBlank(text), { error: "blank" });
