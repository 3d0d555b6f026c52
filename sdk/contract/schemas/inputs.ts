import * as z from "zod/mini";
import { idPattern } from "../id.js";
import { storable, visible } from "./storable.js";

/** Inputs, which the backend checks strictly. The schemas of answers are in `common.ts`. */

/** An opaque id. */
export const Id = z.string().check(z.regex(idPattern));

/** The host's own reference: a ticket. */
export const Reference = z.string().check(z.trim(), z.minLength(1), z.maxLength(100), storable, visible);

/** ISO 8601 has a year 0, the calendar that databases keep has none. */
const yearFromOne = z.refine<string>((text) => !text.startsWith("0000"), { error: "wrong-format" });

/** A calendar date, `YYYY-MM-DD` (RFC 3339 full-date), from the year 1 on. */
export const CalendarDate = z.iso.date().check(yearFromOne);

/** An RFC 3339 instant in UTC, from the year 1 on, with at most nanoseconds. */
export const InstantInput = z.iso.datetime().check(z.maxLength(30), yearFromOne);

export const CurrencyCode = z.string().check(z.regex(/^[a-z][a-z0-9]*$/), z.maxLength(32));

/** A name that a program gives to something it knows. */
const Name = z.string().check(z.regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/));
const Told = z.union([z.string().check(z.maxLength(4000), storable), z.number(), z.boolean()]);

/** What is told of an event, by name. What fits which type is for the program to say. */
export const Properties = z.record(Name, Told);

const AttributeValue = z.nullable(Told);

/** By attribute, what was seen there and what it is to be. What fits which attribute is for the program to say. */
export const AttributeChanges = z
  .record(Name, z.strictObject({ from: AttributeValue, to: AttributeValue }))
  .check(z.refine((changes) => Object.keys(changes).length > 0, { error: "empty" }));
