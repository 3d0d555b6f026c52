import type { Messages } from "./translate.js";
import type { FilterWords, ListWords, ModalWords, ProfileWords, Translation } from "./words.js";

/** A part of the kit whose words are loaded apart: a page with a profile does not load the modal's. */
export type Surface = "profile" | "modal" | "list" | "filter";

interface Language {
  profile(): Promise<Translation<ProfileWords>>;
  modal(): Promise<Translation<ModalWords>>;
  list(): Promise<Translation<ListWords>>;
  filter(): Promise<Translation<FilterWords>>;
}

/** Every language but English. A surface loads its words when it is shown. */
export const languages: Readonly<Record<string, Language>> = {
  he: {
    profile: async () => (await import("./he/profile.js")).profile,
    modal: async () => (await import("./he/modal.js")).modal,
    list: async () => (await import("./he/list.js")).list,
    filter: async () => (await import("./he/filter.js")).filter,
  },
  pt: {
    profile: async () => (await import("./pt/profile.js")).profile,
    modal: async () => (await import("./pt/modal.js")).modal,
    list: async () => (await import("./pt/list.js")).list,
    filter: async () => (await import("./pt/filter.js")).filter,
  },
};

/** Loads the messages of a locale (`he-IL` is Hebrew); undefined for English and for a language that the kit lacks. */
export const loaderOf = (locale: string, surface: Surface): (() => Promise<Messages>) | undefined =>
  languages[locale.split("-")[0] ?? ""]?.[surface];
