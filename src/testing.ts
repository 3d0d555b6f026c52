/**
 * `memberkit/testing`: what a host's own tests press in the elements, through their shadow roots, with Playwright. It
 * depends on nothing.
 */

/** What is used of a locator of Playwright's. */
export interface TestLocator {
  click(): Promise<void>;
  fill(text: string): Promise<void>;
  innerText(): Promise<string>;
  first(): TestLocator;
}

/** A page, a frame or a locator of Playwright's. */
export interface TestPage {
  locator(selector: string): TestLocator;
}

export interface MemberTestOptions {
  /** As given to `define()`; by default none. */
  readonly prefix?: string;
}

/** A profile, and what an operator does with it. Each resolves once it is done, and rejects as the locators do. */
export interface MemberTester {
  /** The member's name, once it shows. */
  name(): Promise<string>;
  /** What can be spent of a currency, as it stands there: `1,240`. */
  balance(currency: string): Promise<string>;
  /**
   * Does an action by the Actions button, from the menu to its receipt, which is then closed, and answers what that says:
   * `100 points added`.
   *
   * @param action its id, or `id:currency`, as in the attribute `actions`.
   * @param fields what is typed, by the field's name; those that are left out stay as the form opens.
   */
  act(action: string, fields?: Readonly<Record<string, string | number>>): Promise<string>;
  /** Adds so much of a currency, as it is typed. */
  add(currency: string, amount: string | number): Promise<string>;
}

/**
 * The profile of a page.
 *
 * @example await member(page).add("points", 100);
 */
export const member = (page: TestPage, { prefix = "" }: MemberTestOptions = {}): MemberTester => {
  const tag = (name: string): string => (prefix ? `${prefix}-${name}` : name);
  const inProfile = (selector: string) => page.locator(`${tag("member-profile")} ${selector}`).first();
  const inModal = (selector: string) => inProfile(`${tag("member-actions-modal")} ${selector}`);
  const act: MemberTester["act"] = async (action, fields = {}) => {
    await inProfile("[part=actions-button]").click();
    await inModal(`[part=tile][data-action="${action}"]`).click();
    for (const [name, value] of Object.entries(fields)) await inModal(`#field-${name}`).fill(String(value));
    await inModal("[part=submit]:not([aria-disabled=true])").click();
    const said = await inModal(".hero h3").innerText();
    await inModal("#done").click();
    return said;
  };
  return {
    name: () => inProfile("[part=name]").innerText(),
    balance: (currency) => inProfile(`[part=balance][data-currency="${currency}"] .big`).innerText(),
    act,
    add: (currency, amount) => act(`add:${currency}`, { amount }),
  };
};
