import { html } from "lit";
import { html as staticHtml } from "lit/static-html.js";
import { siblingTag } from "../../registration.js";
import { tags as styles } from "../../theme/tags.js";
import { chips } from "../chips.js";
import type { OpenPanel, EarlyPanel, PanelContext, PanelHost } from "../panel.js";

class TagsPanel implements OpenPanel {
  readonly #host: PanelHost;
  #editor: "absent" | "loading" | "loaded" = "absent";

  constructor(host: PanelHost) {
    this.#host = host;
  }

  draw({ member, readonly }: PanelContext): unknown {
    this.#needEditor();
    if (this.#editor !== "loaded") return html`<div class="body">${chips(member.tags)}</div>`;
    const tag = siblingTag(this.#host.element, "tag-editor");
    return html`<div class="body">${staticHtml`<${tag} .member=${member} ?readonly=${readonly}></${tag}>`}</div>`;
  }

  #needEditor(): void {
    if (this.#editor !== "absent") return;
    this.#editor = "loading";
    void this.#loadEditor();
  }

  async #loadEditor(): Promise<void> {
    await this.#host.drawn;
    if (!(await this.#host.load("tag-editor"))) return;
    this.#editor = "loaded";
    this.#host.element.requestUpdate();
  }
}

/** The member's tags. They can only be read until the editor is there, which is no part of the first paint. */
export const tags: EarlyPanel<"tags"> = {
  name: "tags",
  place: "side",
  title: "tags",
  modules: ["tags"],
  styles,
  open: (host) => new TagsPanel(host),
};
