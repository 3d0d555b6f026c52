/**
 * `memberkit/testing/dom`: the same as `memberkit/testing` for tests that run in the page itself, in Web Test Runner, in
 * Vitest's browser or in Storybook. It presses the elements through their open shadow roots, and depends on nothing.
 */
import { member as memberOf, type MemberTester, type TestLocator } from "./testing.js";

export type { MemberTester };

export interface WaitOptions {
  /** How long is waited for what is not there yet; by default 5,000. */
  readonly timeoutMs?: number;
}
export interface DomTestOptions extends WaitOptions {
  /** As given to `define()`; by default none. */
  readonly prefix?: string;
}

const DEFAULT_TIMEOUT_MS = 5_000;
const POLL_MS = 16;

/** Every element below a node, those in open shadow roots included, in the order of the document. */
const below = (root: ParentNode): Element[] => {
  const own = root instanceof Element && root.shadowRoot ? below(root.shadowRoot) : [];
  return [...own, ...[...root.children].flatMap((child) => [child, ...below(child)])];
};

/** What an element stands in, out of its shadow root, too. */
const parentOf = (element: Element): Element | null => {
  const root = element.getRootNode();
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
};

/** Whether an element is the last of these compound selectors, in something that is the one before, and so on. */
const isAt = (element: Element, selectors: readonly string[]): boolean => {
  const last = selectors.at(-1);
  if (last === undefined) return true;
  if (!element.matches(last)) return false;
  const before = selectors.slice(0, -1);
  if (before.length === 0) return true;
  for (let around = parentOf(element); around; around = parentOf(around)) if (isAt(around, before)) return true;
  return false;
};

const isShown = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement && element.checkVisibility({ visibilityProperty: true });

/** The first element for which it holds, once there is one. */
const waitFor = async (
  root: ParentNode,
  holds: (element: HTMLElement) => boolean,
  what: string,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: WaitOptions,
): Promise<HTMLElement> => {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const found = below(root).find((element): element is HTMLElement => isShown(element) && holds(element));
    if (found) return found;
    if (performance.now() > until) throw new Error(`There is no ${what}, after ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/** As somebody types it: framework and element hear `input` and `change`. */
const fill = (field: HTMLElement, text: string): void => {
  if (!("value" in field)) throw new Error(`<${field.localName}> takes no text.`);
  field.focus();
  field.value = text;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
};

const locatorOf = (root: ParentNode, selector: string, options: WaitOptions): TestLocator => {
  const selectors = selector.split(" ");
  const found = () => waitFor(root, (element) => isAt(element, selectors), selector, options);
  const locator: TestLocator = {
    click: async () => (await found()).click(),
    fill: async (text) => fill(await found(), text),
    innerText: async () => (await found()).innerText,
    first: () => locator,
  };
  return locator;
};

/**
 * The profile below a node, or that is the node itself, and what an operator does with it.
 *
 * @example await member(document.body).add("points", 100);
 */
export const member = (root: ParentNode, options: DomTestOptions = {}): MemberTester =>
  memberOf({ locator: (selector) => locatorOf(root, selector, options) }, options);

/**
 * Presses an action of a profile, from the menu to its receipt, and answers what that says. The same as `member(profile).act()`.
 *
 * @example await pressAction(profile, "add:points", { amount: 100 }); // "100 points added"
 */
export const pressAction = (
  profile: Element,
  action: string,
  fields: Readonly<Record<string, string | number>> = {},
  options: DomTestOptions = {},
): Promise<string> => member(profile, options).act(action, fields);

/** The elements that have a role without saying so. */
const implicit: Readonly<Record<string, string>> = {
  button: "button, summary, input:is([type=button], [type=submit])",
  checkbox: "input[type=checkbox]",
  combobox: "select",
  dialog: "dialog",
  heading: "h1, h2, h3, h4, h5, h6",
  link: "a[href]",
  listitem: "li",
  radio: "input[type=radio]",
  row: "tr",
  searchbox: "input[type=search]",
  spinbutton: "input[type=number]",
  table: "table",
  textbox: "textarea, input:not([type]), input:is([type=text], [type=email], [type=tel])",
};

const hasRole = (element: Element, role: string): boolean => {
  const said = element.getAttribute("role");
  return said === null ? implicit[role] !== undefined && element.matches(implicit[role]) : said === role;
};

const textOf = (nodes: Iterable<Element | null>): string => [...nodes].map((each) => each?.textContent ?? "").join(" ");

/** What a screen reader calls it, as far as the kit's own elements need: labels first, then the text inside. */
const nameOf = (element: HTMLElement): string => {
  const ids = element.getAttribute("aria-labelledby")?.split(" ");
  const root = element.getRootNode() as Document | ShadowRoot;
  const labels = "labels" in element ? (element.labels as NodeListOf<Element> | null) : null;
  const name =
    (ids && textOf(ids.map((id) => root.getElementById(id)))) ??
    element.getAttribute("aria-label") ??
    (labels?.length ? textOf(labels) : element.textContent);
  return name.replace(/\s+/g, " ").trim();
};

/**
 * The first element that is shown with this role and name, once there is one; rejects after the timeout.
 *
 * @param name all of it, or an expression that a part of it fits.
 *
 * @example (await findByRole(document.body, "button", /^Actions/)).click();
 */
export const findByRole = (
  root: ParentNode,
  role: string,
  name: string | RegExp,
  options: WaitOptions = {},
): Promise<HTMLElement> => {
  const fits = (said: string): boolean => (typeof name === "string" ? said === name : name.test(said));
  return waitFor(
    root,
    (element) => hasRole(element, role) && fits(nameOf(element)),
    `${role} "${String(name)}"`,
    options,
  );
};
