import { attributesOf } from "../domain/profile.js";
import type { Query } from "./query.js";
import { readProgram } from "./program.js";

/** What the program knows of its members, and what of it can be edited. */
export const attributes: Query<"attributes"> = async ({ operator }, { database }) => {
  const { program, branches } = await readProgram(database, operator.tenant);
  return { value: { data: [...attributesOf(program, branches)] } };
};
