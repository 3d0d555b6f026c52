import { expect } from "@open-wc/testing";
import { define } from "../../src/define.js";
import type { MemberErrorEvent } from "../../src/events/member-events.js";
import { MemberActionsModal } from "../../src/member-actions-modal/member-actions-modal.js";
import { bodyLoader } from "../../src/shell-element.js";
import { TagEditor } from "../../src/tag-editor/tag-editor.js";
import { until } from "./backend.js";

await define();

/** The real body, once `gate` lets it through. */
const bodyBehind = <Loader extends { readonly value: unknown; load(): Promise<unknown> }>(
  real: Loader,
  gate: () => Promise<void>,
) => ({
  get value() {
    return opened ? real.value : null;
  },
  load: async () => {
    await gate();
    const body = await real.load();
    opened = true;
    return body;
  },
});
let opened = false;
let open: () => void;
let gate: () => Promise<void>;

class HeldEditor extends TagEditor {
  static override readonly body = bodyBehind(TagEditor.body, () => gate()) as typeof TagEditor.body;
}
customElements.define("held-editor", HeldEditor);
class HeldModal extends MemberActionsModal {
  static override readonly body = bodyBehind(MemberActionsModal.body, () => gate()) as typeof MemberActionsModal.body;
}
customElements.define("held-modal", HeldModal);

const put = <E extends HTMLElement>(markup: string, selector: string): E => {
  document.body.innerHTML = markup;
  return document.body.querySelector(selector) as unknown as E;
};
const input = (editor: TagEditor) => editor.shadowRoot?.querySelector("input");

describe("an element whose body is still loading", () => {
  beforeEach(() => {
    opened = false;
    const opening = new Promise<void>((resolve) => (open = resolve));
    gate = () => opening;
  });
  afterEach(() => document.body.replaceChildren());

  it("submits its value, and is reset", async () => {
    const editor = put<TagEditor>('<form><held-editor name="tags" value="VIP"></held-editor></form>', "held-editor");
    await editor.updateComplete;
    editor.value = ["a", "b"];
    await editor.updateComplete;
    const form = editor.form as HTMLFormElement;
    expect(new FormData(form).getAll("tags")).to.deep.equal(["a", "b"]);
    form.reset();
    await editor.updateComplete;
    expect(new FormData(form).getAll("tags")).to.deep.equal(["VIP"]);
    expect(input(editor)).to.equal(null);
  });

  it("takes the focus that it was given as soon as it can", async () => {
    const editor = put<TagEditor>("<held-editor></held-editor>", "held-editor");
    editor.focus();
    open();
    await until(() => input(editor)?.matches(":focus"), "the focus");
  });

  it("leaves the focus where it went by then", async () => {
    const editor = put<TagEditor>("<held-editor></held-editor><button></button>", "held-editor");
    editor.focus();
    document.querySelector("button")?.focus();
    open();
    await until(() => input(editor), "the input");
    await editor.updateComplete;
    expect(document.activeElement?.localName).to.equal("button");
  });

  it("opens once it is there", async () => {
    const modal = put<MemberActionsModal>("<member-kit><held-modal open></held-modal></member-kit>", "held-modal");
    await modal.updateComplete;
    expect(modal.shadowRoot?.querySelector("dialog")).to.equal(null);
    open();
    await until(() => modal.shadowRoot?.querySelector("dialog[open]"), "the dialog");
  });

  it("tells that it can't be loaded, closes, and tries again when it is opened again", async () => {
    const modal = put<MemberActionsModal>("<member-kit><held-modal></held-modal></member-kit>", "held-modal");
    const told: string[] = [];
    modal.addEventListener("member-error", ({ message }: MemberErrorEvent) => told.push(message));
    const closed = new Promise((resolve) => modal.addEventListener("member-actions-close", resolve));
    gate = () => Promise.reject(new TypeError("no network"));
    modal.open = true;
    await closed;
    expect(told).to.deep.equal(["held-modal could not be loaded"]);
    gate = () => Promise.resolve();
    modal.open = true;
    await until(() => modal.shadowRoot?.querySelector("dialog[open]"), "the dialog");
  });
});

describe("the loader of a body", () => {
  it("loads it once, and tries again after a failure", async () => {
    class Empty {
      static readonly styles = [];
      readonly suspicions = [];
      render = () => null;
    }
    let tries = 0;
    const loader = bodyLoader(async () => {
      tries += 1;
      if (tries === 1) throw new TypeError("no network");
      return Empty;
    });
    await loader.load().catch(() => undefined);
    expect(loader.value).to.equal(null);
    await Promise.all([loader.load(), loader.load()]);
    expect([loader.value, tries]).to.deep.equal([Empty, 2]);
  });
});

describe("a tag editor in a fieldset", () => {
  afterEach(() => document.body.replaceChildren());

  it("is disabled by it and enabled again, unless it is disabled itself", async () => {
    const editor = put<TagEditor>("<fieldset><tag-editor></tag-editor></fieldset>", "tag-editor");
    const fieldset = editor.parentElement as HTMLFieldSetElement;
    const enabled = async (yes: boolean, when: string) =>
      until(() => Boolean(input(editor)) === yes && (editor.shadowRoot?.childElementCount ?? 0) > 0, when);
    await enabled(true, "at first");
    fieldset.disabled = true;
    await enabled(false, "in a disabled fieldset");
    fieldset.disabled = false;
    await enabled(true, "taken back");
    expect(editor.disabled).to.equal(false);
    editor.disabled = true;
    await enabled(false, "disabled itself");
    fieldset.disabled = true;
    editor.disabled = false;
    await editor.updateComplete;
    expect(input(editor)).to.equal(null);
    fieldset.disabled = false;
    await enabled(true, "enabled by both");
    editor.setAttribute("disabled", "false");
    await editor.updateComplete;
    expect(editor.matches(":disabled")).to.equal(false);
  });
});
