import * as z from "zod/mini";
import { idPattern } from "../id.js";
import { storable, visible } from "./storable.js";

/** What is sent is checked strictly, by who receives it; what is answered is in `common.ts`. */

/** An opaque id. */
export const Id = z.string().check(z.regex(idPattern));

/** The host's own reference: a ticket. */
export const Reference = z.string().check(z.trim(), z.minLength(1), z.maxLength(100), storable, visible);

/** A calendar date, `YYYY-MM-DD` (RFC 3339 full-date). */
export const CalendarDate = z.iso.date();

export const CurrencyCode = z.string().check(z.regex(/^[a-z][a-z0-9]*$/), z.maxLength(32));
