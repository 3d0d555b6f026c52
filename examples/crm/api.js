/** The host's own calls to the loyalty backend, with the operator's token from the host's backend. */
const base = `${document.body.dataset.api}/v1`;

export const post = (url, body, headers = {}) =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

const mint = async () => (await (await fetch("/token", { method: "POST" })).json()).token;

/** Where a file is fetched that the backend has named by its path. */
export const addressOf = (path) => base + path;

let token = null;

/**
 * Reads a path, or asks by POST where there is a body, so that no name or e-mail stands in an address; with a fresh
 * token, once, where the old one has expired.
 */
export const api = async (path, body = null, isRetry = false) => {
  token ??= mint();
  const headers = { authorization: `Bearer ${await token}` };
  const response = await (body === null ? fetch(base + path, { headers }) : post(base + path, body, headers));
  if (response.status === 401 && !isRetry) {
    token = null;
    return api(path, body, true);
  }
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.detail), { code: answer.code });
  return answer;
};
