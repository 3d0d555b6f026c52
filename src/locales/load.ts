import type { Messages } from "./translate.js";

/** A part of the kit whose words are loaded apart: a page with a profile does not load the modal's. */
export type Surface = "profile" | "modal" | "list" | "filter";

/**
 * Loads a surface's words in the language of a locale (`he-IL` is Hebrew); they are undefined where the kit lacks the
 * language, and none where they can't be loaded: the page is then in English. No loader: it is English, which each part
 * has by itself. Which languages there are is loaded with the first that is asked for: a page in English pays for none.
 */
export const loaderOf = (locale: string, surface: Surface): (() => Promise<Messages | undefined>) | undefined => {
  const [language = ""] = locale.split("-");
  if (language === "en") return undefined;
  return () =>
    import("./languages.js")
      .then(({ languages }): Promise<Messages> | undefined => languages[language]?.[surface]())
      .catch(() => ({}));
};
