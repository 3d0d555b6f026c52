import { readFile } from "node:fs/promises";
import path from "node:path";

/** The CRM's pages, scripts and styles. */
export const crmFolder = path.resolve(import.meta.dirname, "../crm");

const escape = (value: string): string => value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const fill = (html: string, values: Readonly<Record<string, string>>): string =>
  html.replace(/%(\w+)%/g, (_, name: string) => escape(values[name] ?? ""));

const read = (name: string): Promise<string> => readFile(path.join(crmFolder, `${name}.html`), "utf8");

/**
 * A page of the CRM: a frame, by default that of layout.html, around `<name>.html`, with its `%placeholders%` filled in,
 * escaped; one that has no value is empty.
 */
export const renderPage = async (
  name: string,
  values: Readonly<Record<string, string>>,
  frame = "layout",
): Promise<string> => {
  const [layout, content] = await Promise.all([read(frame), read(name)]);
  return fill(
    layout.replace("<!--content-->", () => content),
    { ...values, page: name },
  );
};
