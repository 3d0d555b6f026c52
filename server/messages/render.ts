/** What a template may say of a member. Anything else between braces stays as it is written. */
export const templateVariables = ["first_name", "name", "points", "credits", "tier", "home_branch", "program"] as const;

export type TemplateVariable = (typeof templateVariables)[number];
export type TemplateValues = Readonly<Record<TemplateVariable, string>>;

export interface Rendered {
  readonly text: string;
  /** Names between braces that no member has a value for, once each, in order: shown to the operator, never evaluated. */
  readonly unknown: readonly string[];
}

const isVariable = (name: string): name is TemplateVariable => (templateVariables as readonly string[]).includes(name);

/** Fills in `{first_name}` and its like, in one pass: a value that holds braces is not read again, and nothing is evaluated. */
export const render = (template: string, values: TemplateValues): Rendered => {
  const unknown = new Set<string>();
  const text = template.replace(/\{([A-Za-z_]\w*)\}/g, (written, name: string) => {
    if (isVariable(name)) return values[name];
    unknown.add(name);
    return written;
  });
  return { text, unknown: [...unknown] };
};

const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line for a header: no line break that would begin another header (RFC 5322, 2.2), no invisible change of direction. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(bidiControls, "")
    .trim();

/** A text of several lines: line feeds only, without other control characters. */
export const lines = (text: string): string => text.replace(/\r\n?|\u2028|\u2029/g, "\n").replace(/[^\P{Cc}\n]/gu, "");
