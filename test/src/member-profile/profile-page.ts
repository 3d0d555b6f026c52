import type { Client } from "../../../sdk/index.js";
import { define } from "../../../src/define.js";
import type { MemberKit } from "../../../src/member-kit/member-kit.js";
import type { MemberProfile } from "../../../src/member-profile/member-profile.js";
import type { TagEditor } from "../../../src/tag-editor/tag-editor.js";
import { readable, until } from "../backend.js";

await define();

/** A profile on the page, and what a person does with it. */
export class ProfilePage {
  constructor(
    readonly kit: MemberKit,
    readonly profile: MemberProfile,
  ) {}

  get root(): ShadowRoot {
    return this.profile.shadowRoot as ShadowRoot;
  }

  get text(): string {
    return readable(this.root.textContent);
  }

  /** What a screen reader was told last. */
  get announced(): string {
    return readable(this.find('[role="status"].vh:not(.news)')?.textContent);
  }

  /** What it was told last of what others did. */
  get news(): string {
    return readable(this.find(".news")?.textContent);
  }

  find(selector: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(selector);
  }

  all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
    return [...this.root.querySelectorAll<E>(selector)];
  }

  seen<E extends HTMLElement = HTMLElement>(selector: string): Promise<E> {
    return until(() => this.root.querySelector<E>(selector), selector);
  }

  says(text: string): Promise<true> {
    return until(() => this.text.includes(text) && (true as const), `"${text}"`);
  }

  /** A panel's text. */
  panel(name: string): string {
    return readable(this.find(`[part~="${name}"]`)?.textContent);
  }

  /** The entry of the timeline that says this. */
  entry(text: string): HTMLElement | undefined {
    return this.all(".entry").find((entry) => readable(entry.textContent).includes(text));
  }

  button(text: string, within: ParentNode = this.root): Promise<HTMLButtonElement> {
    const named = (button: HTMLButtonElement) =>
      readable(button.textContent).includes(text) || (button.ariaLabel ?? "").includes(text);
    return until(() => [...within.querySelectorAll("button")].find(named), `a button "${text}"`);
  }

  get tagEditor(): TagEditor {
    return this.find("tag-editor") as TagEditor;
  }

  /** Resolves once the member, their timeline and the tag editor are there. */
  async ready(): Promise<this> {
    await this.seen("[part=name]");
    await this.seen(".entry, [part~=activity] .empty");
    await until(() => !this.find('[part~="tags"]') || this.tagEditor, "the tag editor");
    return this;
  }
}

/** Puts a profile on the page in a provider of its own. */
export const showProfile = (
  client: Client,
  attributes: Record<string, string> = { "member-id": "m_1048" },
  children = "",
): ProfilePage => {
  const kit = document.createElement("member-kit");
  kit.client = client;
  const profile = document.createElement("member-profile");
  for (const [name, value] of Object.entries(attributes)) profile.setAttribute(name, value);
  profile.insertAdjacentHTML("beforeend", children);
  kit.append(profile);
  document.body.append(kit);
  return new ProfilePage(kit, profile);
};

/** Empties the page. */
export const clear = (): void => document.body.replaceChildren();
