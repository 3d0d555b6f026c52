/** From a request to its answer: which page may call, who asks, for what, and refusals that say nothing internal. */
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import { readToken } from "./tokens.mjs";

const origins = (process.env.ORIGINS ?? "").split(" ");
const BODY_LIMIT = 1024 * 1024;

/** Ends a request with a problem of the contract. Whatever else is thrown is a fault of our own. */
export const refuse = (status, code, detail, errors) => {
  throw Object.assign(new Error(detail), { status, code, errors });
};
const FAULT = { status: 500, code: "internal", message: "Something went wrong on the server." };

/** A refusal as it crosses the wire (RFC 9457). Only a fault of our own is worth sending the same again for. */
export const problem = ({ status, code, message: detail, errors }, requestId) => {
  const shared = { type: `urn:memberkit:problem:${code}`, title: STATUS_CODES[status], status, detail, code, errors };
  return { status, text: JSON.stringify({ ...shared, retryable: code === "internal", requestId }) };
};
export const json = (value, headers) => ({ status: 200, text: JSON.stringify(value), headers });

/** Pages of the configured origins may call, and read these headers. No cache keeps what is about people. */
const headersFor = ({ origin }) => ({
  ...{ "Cache-Control": "no-store", Vary: "Origin" },
  ...(origins.includes(origin) && {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Idempotency-Key, If-Match, Preview-Match, Content-Type",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Idempotent-Replayed",
  }),
});

/** What JavaScript would round becomes infinite, which no field takes: an amount arrives exactly, or not at all. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const exactly = (token) => (token[0] === '"' || String(Number(token)) === token ? token : "1e999");

const readBody = async (request) => {
  const chunks = [];
  let size = 0;
  // All of it is read, so that who sends too much still hears so.
  for await (const chunk of request) if ((size += chunk.length) <= BODY_LIMIT) chunks.push(chunk);
  if (size > BODY_LIMIT) refuse(413, "too-large", "Send at most 1 MB.");
  if (!/^application\/json\b/i.test(request.headers["content-type"]))
    refuse(415, "unsupported-media-type", "Send JSON.");
  try {
    const source = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
    return JSON.parse(source) && JSON.parse(source.replace(TOKENS, exactly));
  } catch {
    return refuse(422, "validation", "The body isn't valid JSON.");
  }
};

// What input may be. A field answers a value as it counts, or undefined where that is not valid.
export const required = (field) => Object.assign((value) => field(value), { isRequired: true });
export const matching = (pattern) => (value) => (typeof value === "string" && pattern.test(value) ? value : undefined);
export const upTo = (most) => (value) => (Number.isInteger(value) && value > 0 && value <= most ? value : undefined);
export const key = matching(/^[!-~]{1,255}$/);
/** Trimmed, with something to be seen in it, and nothing that a database would refuse. */
export const text = (longest) => (value) => {
  const trimmed = typeof value === "string" && value.isWellFormed() ? value.trim() : "";
  return trimmed.length <= longest && /[^\p{C}\p{Z}]/u.test(trimmed) && !trimmed.includes("\0") ? trimmed : undefined;
};

/** What is wrong with a field, as a code; null: nothing. */
const faultOf = (name, input, fields) => {
  if (!Object.hasOwn(fields, name)) return "unknown-field";
  if (!Object.hasOwn(input, name)) return fields[name].isRequired ? "required" : null;
  return fields[name](input[name]) === undefined ? "invalid" : null;
};

/** Reads these fields and no others, or refuses all of the input, pointing at each that is wrong. */
const read = (input, fields) => {
  if (typeof input !== "object" || input === null || Array.isArray(input)) refuse(422, "validation", "Send an object.");
  const names = [...new Set([...Object.keys(fields), ...Object.keys(input)])];
  const faults = names.map((name) => [name, faultOf(name, input, fields)]).filter(([, code]) => code);
  const pointerTo = (name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const errors = faults.map(([name, code]) => ({ pointer: pointerTo(name), code, detail: `This is ${code}.` }));
  if (errors.length > 0) refuse(422, "validation", "Some of the input isn't valid.", errors);
  const given = names.filter((name) => Object.hasOwn(input, name));
  return Object.fromEntries(given.map((name) => [name, fields[name](input[name])]));
};

/** The parameters of a path of this pattern (`/members/:memberId`); null where it is another one. */
const paramsOf = (pattern, path) => {
  const found = new RegExp(`^/v1${pattern.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`).exec(path);
  return found && { ...found.groups };
};

/** Authentication comes first, then the form of the key, then the input; the rest is for what answers. */
const answer = async (routes, request, requestId) => {
  const { method, headers, url } = request;
  if (method === "OPTIONS") return { status: 204 };
  const operator = readToken(headers.authorization) ?? refuse(401, "not-authenticated", "Sign in again.");
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const route = routes.find((each) => each.method === method && paramsOf(each.path, pathname));
  if (!route) refuse(404, "not-found", "There is nothing here.");
  if (route.writes && !key(headers["idempotency-key"])) refuse(400, "idempotency-key-invalid", "Send a valid key.");
  const input = read(method === "GET" ? Object.fromEntries(searchParams) : await readBody(request), route.fields);
  return route.answer({ operator, params: paramsOf(route.path, pathname), headers, pathname, requestId }, input);
};

/** Answers by these routes. The words of a fault stay in the log. */
export const answering = (routes) => async (request, response) => {
  const requestId = randomUUID();
  const { status, text, headers } = await answer(routes, request, requestId).catch((error) => {
    if (!error.status) console.error(requestId, error);
    return problem(error.status ? error : FAULT, requestId);
  });
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { ...headersFor(request.headers), "Content-Type": type, ...headers }).end(text);
};
