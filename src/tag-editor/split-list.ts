/** Reads tags from text that separates them by commas, or from a list; what is empty is none. */
export const splitList = (value: unknown): string[] => {
  const list = Array.isArray(value) ? (value as unknown[]) : `${(value ?? "") as string | number}`.split(",");
  return list.map((tag) => `${(tag ?? "") as string | number}`.trim()).filter(Boolean);
};
