/** The host's own calls to the loyalty backend, with the operator's token from the host's backend. */
const base = `${document.body.dataset.api}/v1`;

const posting = (body) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const post = (url, body) => fetch(url, posting(body));

const mint = async () => (await (await fetch("/token", { method: "POST" })).json()).token;

/** Where a file is fetched that the backend has named by its path. */
export const addressOf = (path) => base + path;

let token = null;

/** Asks with the operator's token; with a fresh one, once, where the old one has expired. */
const ask = async (path, request = {}, isRetry = false) => {
  token ??= mint();
  const headers = { ...request.headers, authorization: `Bearer ${await token}` };
  const response = await fetch(base + path, { ...request, headers });
  if (response.status !== 401 || isRetry) return response;
  token = null;
  return ask(path, request, true);
};

/**
 * Reads a path, or asks by POST where there is a body, so that no name or e-mail stands in an address. Throws what the
 * backend refuses it with.
 */
export const api = async (path, body = null) => {
  const response = await ask(path, body === null ? {} : posting(body));
  const answer = await response.json();
  const { detail, code, errors = [] } = answer;
  if (!response.ok) throw Object.assign(new Error(detail), { code, errors });
  return answer;
};

/** The lines of a stream, as they come, until the signal ends it. Throws where there is none, or it breaks off. */
export const linesOf = async function* (path, signal) {
  const response = await ask(path, { headers: { accept: "text/event-stream" }, cache: "no-store", signal });
  if (!response.ok) throw new Error(`There is no stream: ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + next.value).split("\n");
    rest = lines.pop();
    yield* lines;
  }
};
