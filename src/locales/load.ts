import type { Messages } from "./translate.js";

/** What is spoken apart: a profile's page does not load the modal's words. */
export type Surface = "profile" | "modal";

/** Every language but English, loaded when a surface asks for it. */
export const languages: Readonly<Record<string, Readonly<Record<Surface, () => Promise<Messages>>>>> = {
  he: {
    profile: async () => (await import("./he/profile.js")).profile,
    modal: async () => (await import("./he/modal.js")).modal,
  },
};

/** Loads the messages of a locale (`he-IL` is Hebrew); undefined for English and for languages the kit has not. */
export const loaderOf = (locale: string, surface: Surface): (() => Promise<Messages>) | undefined =>
  languages[locale.split("-")[0] ?? ""]?.[surface];
