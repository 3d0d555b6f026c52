/** A language tag (BCP 47) as `Intl` takes it: `en_US` is `en-US`. Text that is no tag is English. */
export const localeTag = (text: string): string => {
  try {
    return Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0] ?? "en";
  } catch {
    return "en";
  }
};
