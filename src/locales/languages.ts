import type { FilterWords, ListWords, ModalWords, ProfileWords, Translation } from "./words.js";

interface Language {
  profile(): Promise<Translation<ProfileWords>>;
  modal(): Promise<Translation<ModalWords>>;
  list(): Promise<Translation<ListWords>>;
  filter(): Promise<Translation<FilterWords>>;
}

/** Every language but English, by its code (ISO 639-1). A surface loads its words when it is shown. */
export const languages: Readonly<Record<string, Language>> = {
  ar: {
    profile: async () => (await import("./ar/profile.js")).profile,
    modal: async () => (await import("./ar/modal.js")).modal,
    list: async () => (await import("./ar/list.js")).list,
    filter: async () => (await import("./ar/filter.js")).filter,
  },
  de: {
    profile: async () => (await import("./de/profile.js")).profile,
    modal: async () => (await import("./de/modal.js")).modal,
    list: async () => (await import("./de/list.js")).list,
    filter: async () => (await import("./de/filter.js")).filter,
  },
  es: {
    profile: async () => (await import("./es/profile.js")).profile,
    modal: async () => (await import("./es/modal.js")).modal,
    list: async () => (await import("./es/list.js")).list,
    filter: async () => (await import("./es/filter.js")).filter,
  },
  fr: {
    profile: async () => (await import("./fr/profile.js")).profile,
    modal: async () => (await import("./fr/modal.js")).modal,
    list: async () => (await import("./fr/list.js")).list,
    filter: async () => (await import("./fr/filter.js")).filter,
  },
  he: {
    profile: async () => (await import("./he/profile.js")).profile,
    modal: async () => (await import("./he/modal.js")).modal,
    list: async () => (await import("./he/list.js")).list,
    filter: async () => (await import("./he/filter.js")).filter,
  },
  ja: {
    profile: async () => (await import("./ja/profile.js")).profile,
    modal: async () => (await import("./ja/modal.js")).modal,
    list: async () => (await import("./ja/list.js")).list,
    filter: async () => (await import("./ja/filter.js")).filter,
  },
  pl: {
    profile: async () => (await import("./pl/profile.js")).profile,
    modal: async () => (await import("./pl/modal.js")).modal,
    list: async () => (await import("./pl/list.js")).list,
    filter: async () => (await import("./pl/filter.js")).filter,
  },
  pt: {
    profile: async () => (await import("./pt/profile.js")).profile,
    modal: async () => (await import("./pt/modal.js")).modal,
    list: async () => (await import("./pt/list.js")).list,
    filter: async () => (await import("./pt/filter.js")).filter,
  },
};
