import { canonicalJson, digest } from "../domain/digest.js";

/** A link of a program's chain: which row is where. */
export interface Link {
  /** 1 is the first. */
  readonly position: number;
  readonly hash: string;
}

/** Where every chain begins. */
export const chainStart: Link = { position: 0, hash: "" };

/** What a row says. */
export const presentIn = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

/**
 * The link that follows another one for a row of the audit, as the database has it or as JSON. What a row does not say is left out, so that a column that is added
 * later changes no link that is there. Nothing personal goes into it: an erasure leaves every link as it is.
 */
export const linkAfter = ({ position, hash }: Link, row: object): Link => ({
  position: position + 1,
  hash: digest(canonicalJson([hash, position + 1, presentIn(row)])),
});
