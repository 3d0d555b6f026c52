/** The body of a search that is written as a query string: `kind=view&limit=3`. */
export const searchOf = (query: string): Readonly<Record<string, string | number>> =>
  Object.fromEntries(
    [...new URLSearchParams(query)].map(([name, value]) => [name, name === "limit" ? Number(value) : value]),
  );
