import type { Handler } from "../domain/handler.js";

/** The note is kept with the operation, and goes with the member. */
export const addNote: Handler<"add-note"> = () => ({ effects: [] });
