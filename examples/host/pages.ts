import { readFile } from "node:fs/promises";
import path from "node:path";

/** The CRM's pages, scripts and styles. */
export const crmFolder = path.resolve(import.meta.dirname, "../crm");

const escape = (value: string): string => value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const fill = (html: string, values: Readonly<Record<string, string>>): string =>
  html.replace(/%(\w+)%/g, (placeholder, name: string) => (Object.hasOwn(values, name) ? escape(values[name]!) : placeholder));

/** A page of the CRM: the frame of layout.html around `<name>.html`, with its `%placeholders%` filled in, escaped. */
export const renderPage = async (name: string, values: Readonly<Record<string, string>>): Promise<string> => {
  const [layout, content] = await Promise.all(["layout", name].map((file) => readFile(path.join(crmFolder, `${file}.html`), "utf8")));
  return fill(layout!.replace("<!--content-->", () => content!), { ...values, page: name });
};
