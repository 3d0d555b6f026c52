import type { Messages } from "./localize.js";

/** Every language but English, loaded when a provider asks for it. */
const languages: Readonly<Record<string, () => Promise<Messages>>> = {
  he: async () => (await import("./he.js")).he,
};

/** The messages of a locale (`he-IL` is Hebrew); none for English and for languages the kit has not. */
export const loadMessages = async (locale: string): Promise<Messages> => (await languages[locale.split("-")[0] ?? ""]?.()) ?? {};
