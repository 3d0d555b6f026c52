/** The attribute's form of a list of tags: separated by commas. */
export const splitList = {
  fromAttribute: (text: string | null): string[] =>
    (text ?? "")
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
};
