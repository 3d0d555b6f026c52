import { withoutUnseen } from "../../../sdk/contract/schemas/storable.js";

/**
 * What a template may say of a member, and, where they are told of an action, the text of it that is for them. Anything else
 * between braces stays as it is written.
 */
export interface TemplateValues extends Readonly<
  Record<"first_name" | "name" | "points" | "credits" | "tier" | "home_branch" | "program", string>
> {
  readonly customer_message?: string;
}

interface Rendered {
  readonly text: string;
  /**
   * Names between braces that no member has a value for, once each, in order: shown to the operator, never evaluated.
   */
  readonly unknown: readonly string[];
}

/**
 * Fills in `{first_name}` and its like, in one pass: a value that holds braces is not read again, and nothing is
 * evaluated.
 */
export const render = (template: string, values: TemplateValues): Rendered => {
  const unknown = new Set<string>();
  const text = template.replace(/\{([A-Za-z_]\w*)\}/g, (written, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name as keyof TemplateValues] : undefined;
    if (value === undefined) unknown.add(name);
    return value ?? written;
  });
  return { text, unknown: [...unknown] };
};

/** Tabs, and spaces that look like a plain one but make an SMS UCS-2. The ideographic space is wider, and stays. */
const otherSpaces = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]/g;

/** Letters whole, too: an `é` of two characters would make an SMS UCS-2. */
const withPlainSpaces = (text: string): string => text.normalize("NFC").replace(otherSpaces, " ");

/** One line for a header: no line break that would begin another header (RFC 5322, 2.2), and nothing invisible. */
export const oneLine = (text: string): string =>
  withoutUnseen(withPlainSpaces(text).replace(/[\p{Cc}\u2028\u2029]+/gu, " ")).trim();

/**
 * A text of several lines: line feeds and plain spaces only, without other control characters, and nothing invisible.
 */
export const severalLines = (text: string): string =>
  withoutUnseen(withPlainSpaces(text.replace(/\r\n?|\u2028|\u2029/g, "\n")).replace(/[^\P{Cc}\n]/gu, ""));

/**
 * Whether a text loses characters on its way into a message. Line breaks and spaces are only written in another way.
 */
export const losesCharacters = (text: string): boolean => /[^\P{Cc}\t\r\n]/u.test(text) || withoutUnseen(text) !== text;
