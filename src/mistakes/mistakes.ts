import { css, html, type LitElement, nothing, type TemplateResult } from "lit";
import { catalogue } from "../../sdk/contract/index.js";
import { reportError } from "../events/member-events.js";
import { mistakeMessages } from "../locales/en/mistakes.js";
import { languages } from "../locales/languages.js";
import { loaderOf } from "../locales/load.js";
import { localeTag } from "../locales/locale-tag.js";
import { createTranslate } from "../locales/translate.js";
import { registrationOf, type ElementName } from "../registration.js";
import { nearest } from "./near.js";
import type { Suspicion, Watched } from "./suspicion.js";

const meant = (word: string, known: readonly string[]): string => {
  const near = nearest(word, known);
  return near === undefined ? "" : ` Do you mean "${near}"?`;
};

/** An attribute that is probably a misspelt `member-id`: that is why there seems to be none. */
const misspelt = (host: Element): string => {
  const known = ["member-id", "external-id"];
  const wrong = host.getAttributeNames().find((name) => !known.includes(name) && nearest(name, known));
  return wrong === undefined ? "" : ` There is "${wrong}":${meant(wrong, known)}`;
};

const actionIds = Object.values(catalogue).map(({ id }) => id);

/** What frameworks and templates make of a value that is not there. */
const NO_ID = /^(undefined|null|NaN|false|true|\[object .*|\{\{.*)$/;

/** What to do where nobody could answer `token-url`: a static page, which must hold no token and no key. */
const tokensPage =
  "https://github.com/memberkit/memberkit/blob/main/docs/tokens.md#a-page-without-a-backend-of-its-own";

/** What of a provider says how it gets tokens. */
interface Provider extends HTMLElement {
  readonly client?: unknown;
  readonly getToken?: unknown;
  readonly tokenUrl?: string | null;
}

/** Whether what is around an element names no way to get a token. */
const lacksToken = (host: LitElement): boolean => {
  const kit = host.closest<Provider>(registrationOf(host).tagName("member-kit"));
  return !!kit && !kit.client && !kit.getToken && !kit.tokenUrl;
};

const tokenMistake = (error: unknown): string => {
  const { name = "", message = "" } = (error ?? {}) as Partial<Error>;
  if (name === "SetupError") return `${message}: of { "token": "…" } that is (await response.json()).token.`;
  if (message.startsWith("token-url"))
    return `${message}. It is POSTed to with the page's cookies, and answers { "token": "…" }. Without a server: ${tokensPage}`;
  // What a host's own function throws may hold anything.
  return `getToken threw ${name || typeof error}. Answer a token for the signed-in operator.`;
};

/** What is wrong and what mends it, for a developer; null: nothing is wrong. What may be personal is not repeated. */
const textOf = (host: LitElement, suspicion: Suspicion): string | null => {
  const tag = (name: ElementName) => `<${registrationOf(host).tagName(name)}>`;
  const [code] = suspicion;
  switch (code) {
    case "no-kit":
      return `stands in no ${tag("member-kit")}. Put it inside one with base-url and token-url.`;
    case "no-client":
      return null;
    case "no-member":
      return `has no member-id. Set it to the member's id in the backend.${misspelt(host)}`;
    case "id":
      return NO_ID.test(suspicion[1])
        ? `has the member-id "${suspicion[1]}", which is no id. Set it once the id is known.`
        : null;
    case "base-url":
      return suspicion[1]
        ? `has a base-url that is no address. Write it with its scheme: https://loyalty.example/v1.`
        : `needs base-url, the backend's address: https://loyalty.example/v1.`;
    case "token-url":
      return "has a token-url that is not on the page's own origin. Let the page's own server answer it.";
    case "get-token":
      return `needs token-url, or the property getToken (a function), to get the operator's token: ${tokensPage}`;
    case "token":
      return `got no token: ${tokenMistake(suspicion[1])}`;
    case "client":
      return "has a client that is none. Set the property to what createClient() returns.";
    case "locale":
      return `has no words in "${suspicion[1]}", and speaks English. It speaks: en, ${Object.keys(languages).join(", ")}.`;
    case "theme":
      return `has the theme "${suspicion[1]}". Use "light", "dark" or "auto", or leave it out.`;
    case "operator":
      return `has operator="${suspicion[1]}". Use "info" or "inline".`;
    case "layout":
      return `has layout="${suspicion[1]}". Use "auto", "full" or "compact".`;
    case "panel": {
      const [, name, known] = suspicion;
      return `has no panel "${name}". Write names with spaces between: ${known.join(" ")}.${meant(name, known)}`;
    }
    case "action": {
      const [, token] = suspicion;
      const [id = "", ...more] = token.split(":");
      const near = nearest(id, actionIds);
      const mend = near === undefined || near === id ? "" : ` Do you mean "${[near, ...more].join(":")}"?`;
      return `knows no action "${token}". Write ids, or id:currency, with spaces between.${mend}`;
    }
    case "value":
      return "has a value beside a member, whose tags it shows. Leave out one of them.";
    case "filter":
      return `has a value that is no filter. Write JSON: {"combinator":"and","rules":[]}.`;
    case "preset-name":
      return `has no name. Write the action that it presets: name="add:points".`;
    case "preset-place":
      return `presets nothing here. Put it directly inside ${tag("member-profile")} or ${tag("member-actions-modal")}.`;
    case "preset-field": {
      const [, attribute, token, known] = suspicion;
      const mend =
        attribute === "currency"
          ? ` The name chooses it: name="${token.split(":")[0]}:points".`
          : meant(attribute, known);
      return `presets "${attribute}", which is no field of "${token}". It has: ${known.join(", ")}.${mend}`;
    }
    case "preset-value": {
      const [, attribute, token, value] = suspicion;
      return `can't read ${attribute}="${value}" of the preset "${token}". Write numbers with digits and a point, dates as 2026-12-31.`;
    }
  }
};

const placeholderStyles = css`
  .absent {
    padding: 12px 16px;
    border: 1px dashed var(--_control-border);
    border-radius: var(--_r-panel);
    color: var(--_muted);
    font-size: var(--_fs-2);
  }
  .absent a {
    display: inline-block;
    min-block-size: 24px;
    color: var(--_accent);
  }
`;

/**
 * What an operator reads where nothing can be drawn, in the page's language. Where the page only lacks tokens, its developer
 * reads beside it, in no language, what it lacks.
 */
const placeholderFor = async (host: LitElement, [code]: Suspicion): Promise<TemplateResult> => {
  const locale = localeTag(document.documentElement.lang);
  const t = createTranslate(mistakeMessages, locale, await loaderOf(locale, "profile")?.());
  const hint =
    code === "no-client" && lacksToken(host)
      ? html` <a href=${tokensPage} target="_blank" rel="noreferrer"><code>token-url · getToken</code></a>`
      : nothing;
  return html`<p class="absent">${t(code === "no-member" ? "blank.member" : "blank.unconnected")}${hint}</p>`;
};

/** Tells the mistakes that stand and were not told yet, and puts a placeholder where they leave nothing to draw. */
export const tell = async (watched: Watched): Promise<void> => {
  const { host, addStyles, told } = watched;
  const suspicions = watched.suspicions().filter((each) => !!each);
  const standing = new Set<string>();
  for (const suspicion of suspicions) {
    const text = textOf(host, suspicion);
    if (text === null || standing.has(text)) continue;
    standing.add(text);
    const error = suspicion[0] === "token" ? suspicion[1] : null;
    if (!told?.has(text)) reportError(host, `<${host.localName}> ${text}`, error);
  }
  watched.told = standing;
  const blank = suspicions.find(([code]) => code.startsWith("no-"));
  if (!blank || watched.placeholder) return;
  addStyles(placeholderStyles);
  watched.placeholder = await placeholderFor(host, blank);
  host.requestUpdate();
};
