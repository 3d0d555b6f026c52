/**
 * Asks the host's backend, on its own origin, for the operator's token: `POST`, with the page's cookies, answering
 * `{ token }`.
 */
export const tokenFrom = async (url: string): Promise<string> => {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw new Error(`token-url answered ${response.status}`);
  const body: unknown = await response.json();
  const token = (body as { token?: unknown } | null)?.token;
  if (typeof token !== "string") throw new Error('token-url did not answer { "token": "…" }');
  return token;
};

/** Whether an address is the page's own origin: cookies, and so the right to a token, never leave it. */
export const isSameOrigin = (url: string): boolean => {
  const target = URL.parse(url, document.baseURI);
  return target?.origin === location.origin;
};
