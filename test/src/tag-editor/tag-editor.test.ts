import { expect } from "@open-wc/testing";
import { emulateMedia, sendKeys } from "@web/test-runner-commands";
import { define } from "../../../src/define.js";
import type { TagEditor } from "../../../src/tag-editor/tag-editor.js";
import {
  breakNext,
  clientFor,
  held,
  newTenant,
  problem,
  readable,
  release,
  requestsOf,
  until,
  type Tenant,
  seedingMs,
} from "../backend.js";

await define();

const clear = () => document.body.replaceChildren();

class TagsPage {
  constructor(readonly editor: TagEditor) {}

  get root(): ShadowRoot {
    return this.editor.shadowRoot as ShadowRoot;
  }
  get tags(): string[] {
    return [...this.root.querySelectorAll("[part=tag]:not(.new)")].map((tag) => readable(tag.textContent));
  }
  get text(): string {
    return readable(this.root.textContent);
  }
  get announced(): string {
    return readable(this.root.querySelector("[role=status]")?.textContent);
  }
  get input(): HTMLInputElement {
    return this.root.querySelector("input") as HTMLInputElement;
  }
  /** Opens the input, where it is closed, and puts the focus there. */
  async open(): Promise<this> {
    const promise = await until(() => this.root.querySelector<HTMLElement>(".tagadd, input"), "the input");
    if (promise.localName === "button") promise.click();
    (await until(() => this.root.querySelector("input"), "the input")).focus();
    return this;
  }
  async type(text: string): Promise<void> {
    await sendKeys({ type: text });
  }
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await sendKeys({ press: key });
  }
  says(text: string): Promise<true> {
    return until(() => this.text.includes(text) && (true as const), `"${text}"`);
  }
}

const show = (markup: string, client: ReturnType<typeof clientFor> | null = null): TagsPage => {
  const around = client
    ? Object.assign(document.createElement("member-kit"), { client })
    : document.createElement("div");
  around.innerHTML = markup;
  document.body.append(around);
  return new TagsPage(around.querySelector("tag-editor") as TagEditor);
};

describe("tag-editor of a member", () => {
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(clear);

  const bound = () => show('<tag-editor member-id="m_1048"></tag-editor>', clientFor(tenant));
  const written = async () =>
    (await requestsOf(tenant)).filter(({ method, path }) => method === "POST" && path.includes("-tag"));

  it("S1-9 S1-8 any text becomes a tag the moment it is entered, and can be taken off again", async () => {
    const page = await bound().open();
    await page.type("אוהבת שקדים ✨");
    await page.press("Enter");
    await until(() => page.tags.includes("אוהבת שקדים ✨"), "the tag");
    expect(page.announced).to.contain("Added");
    const { value } = await clientFor(tenant).members.get("m_1048");
    expect(value.tags).to.contain("אוהבת שקדים ✨");
    page.root.querySelector<HTMLButtonElement>('[aria-label="Remove weekend"]')?.click();
    await until(() => !page.tags.includes("weekend") && page.text.includes("Removed “weekend”"), "the removal");
    page.root.querySelector<HTMLButtonElement>(".toast button")?.click();
    await until(() => page.tags.includes("weekend"), "its return");
    expect(page.announced).to.equal("“weekend” is back");
  });

  it("reads the tags anew when the host asks for it, and keeps what is typed", async () => {
    const page = await bound().open();
    await page.type("half a wo");
    await clientFor(tenant).actions.addTag("m_1048", { tag: "from elsewhere" });
    page.editor.refresh();
    await until(() => page.tags.includes("from elsewhere"), "the tag");
    expect(page.input.value).to.equal("half a wo");
  });

  it("S1-16 suggests the tags in use, with their counts, by keyboard", async () => {
    const page = await bound().open();
    await page.type("test");
    await until(() => page.root.querySelector("[role=option]:not(.fresh)"), "a suggestion");
    expect(readable(page.root.querySelector("[role=option]")?.textContent)).to.match(/test-user ?2 members/);
    expect(page.input.getAttribute("aria-expanded")).to.equal("true");
    await page.press("ArrowDown");
    expect(page.input.getAttribute("aria-activedescendant")).to.equal("option-0");
    await page.press("Enter");
    await until(() => page.tags.includes("test-user"), "the tag");
  });

  it("shows a tag dashed until it is confirmed", async () => {
    await breakNext(tenant, { method: "POST", path: "add-tag", fault: { kind: "hold", at: "answer" } });
    const page = await bound().open();
    await page.type("soon");
    await page.press("Enter");
    await until(() => page.root.querySelector(".tag.new"), "a promise");
    expect(page.tags).not.to.contain("soon");
    await held(tenant);
    await release(tenant);
    await until(() => page.tags.includes("soon"), "a record");
  });

  it("shows a tag dashed as long as its operation is not final, and gives it back where that comes to nothing", async () => {
    const status = (value: string) => ({ kind: "mutate", pointer: "/status", value }) as const;
    await breakNext(
      tenant,
      { method: "POST", path: "add-tag", fault: status("pending") },
      { method: "GET", path: "/operations/", fault: status("pending") },
      { method: "GET", path: "/operations/", fault: status("failed") },
    );
    const page = await bound().open();
    const done: string[] = [];
    page.editor.addEventListener("member-action-done", ({ operation }) => done.push(operation.status));
    await page.type("perhaps");
    await page.press("Enter");
    await until(() => page.root.querySelector(".tag.new"), "a promise");
    await page.says("“perhaps” was not added. The loyalty system did not do it.");
    expect(done).to.deep.equal([]);
  });

  it("gives a refused text back, with the reason, as text", async () => {
    const fault = problem(403, "forbidden", { detail: "<i>No</i> tags today." });
    await breakNext(tenant, { method: "POST", path: "add-tag", fault });
    const page = await bound().open();
    await page.type("kept");
    await page.press("Enter");
    await page.says("“kept” was not added. <i>No</i> tags today.");
    expect(page.input.value).to.equal("kept");
    expect(page.root.querySelector("i")).to.equal(null);
    expect(page.tags).not.to.contain("kept");
  });

  it("refuses what is there already, in words, and sends nothing", async () => {
    const page = await bound().open();
    await page.type("vip");
    await page.press("Enter");
    await page.says("Noa already has “VIP”.");
    expect(page.input.value).to.equal("vip");
    expect(await written()).to.deep.equal([]);
  });

  const searches = async (): Promise<number> =>
    (await requestsOf(tenant)).filter(({ path, status }) => path.endsWith("/tag-searches") && status === 200).length;

  /** Types, and answers the suggestions once the backend has answered. */
  const suggestedFor = async (page: TagsPage, prefix: string) => {
    const before = await searches();
    await page.type(prefix);
    while ((await searches()) === before);
    await page.editor.updateComplete;
    return () => [...page.root.querySelectorAll("[role=option]")].map((option) => readable(option.textContent));
  };

  it("never offers as new what the member has, nor what is in use", async () => {
    const page = await bound().open();
    for (const text of ["vip", "ＶＩＰ", "weekend"]) {
      const offered = await suggestedFor(page, text);
      expect(offered()).to.deep.equal([], text);
      await page.press("Escape", "Escape");
    }
    const offered = await suggestedFor(page, "TEST-USER");
    await until(() => offered().length > 0, "a suggestion");
    expect(offered()).to.deep.equal(["test-user2 members"]);
    expect(page.input.getAttribute("aria-activedescendant")).to.equal("option-0");
    await page.press("Enter");
    await until(() => page.tags.includes("test-user"), "the tag as it is spelt");
  });

  it("offers another spelling as new where the program tells spellings apart", async () => {
    tenant = await newTenant({ tagCase: "exact" });
    const page = await bound().open();
    const offered = await suggestedFor(page, "vip");
    await until(() => offered().length > 0, "an offer");
    expect(offered()).to.deep.equal(["Add “vip” as a new tagEnter"]);
    await page.press("Enter");
    await until(() => page.tags.includes("vip"), "the tag");
    expect(page.tags).to.contain("VIP");
  });

  it("what was refused is gone once it is typed over, left or escaped from", async () => {
    const page = await bound().open();
    const refused = async () => {
      await page.type("vip");
      await page.press("Enter");
      await page.says("Noa already has “VIP”.");
    };
    await refused();
    await page.type("x");
    expect(page.input.value).to.equal("x");
    expect(page.root.querySelector("#error")).to.equal(null);
    await page.press("Escape", "Escape");
    await refused();
    await page.press("Escape");
    expect([page.input.value, page.root.querySelector("#error")]).to.deep.equal(["", null]);
    await refused();
    page.input.blur();
    await until(() => page.root.querySelector(".tagadd"), "the closed editor");
    expect(page.root.querySelector("#error")).to.equal(null);
    expect((await page.open()).input.value).to.equal("");
  });

  it("two Backspaces: the first marks the last tag, the second removes it", async () => {
    const page = await bound().open();
    const last = page.tags.at(-1) as string;
    await page.press("Backspace");
    expect(page.announced).to.equal(`Press Backspace again to remove “${last}”.`);
    expect(readable(page.root.querySelector(".hot")?.textContent)).to.equal(last);
    expect(page.tags).to.contain(last);
    await page.press("Escape");
    expect(page.root.querySelector(".hot")).to.equal(null);
    await page.press("Backspace", "Backspace");
    await page.says(`Removed “${last}”`);
    expect(await written()).to.have.length(1);
  });

  it("U02 what one member's tags wait for is never shown on another", async () => {
    await breakNext(tenant, { method: "POST", path: "add-tag", fault: { kind: "hold", at: "answer" } });
    const page = await bound().open();
    await page.type("of-noa");
    await page.press("Enter");
    await until(() => page.root.querySelector(".tag.new"), "a promise");
    page.editor.memberId = "m_1012";
    await page.editor.updateComplete;
    await held(tenant);
    await release(tenant);
    await until(() => page.root.querySelector(".tagadd"), "her tags");
    expect(page.text).not.to.contain("of-noa");
  });

  it("asks for suggestions once the operator rests, and for the last text only", async () => {
    const client = clientFor(tenant);
    const asked: unknown[] = [];
    const tags: typeof client.library.tags = (filter) => (asked.push(filter?.prefix), client.library.tags(filter));
    const wrapped = { ...client, library: { ...client.library, tags } };
    const page = await show('<tag-editor member-id="m_1048"></tag-editor>', wrapped).open();
    for (const text of ["t", "te", "tes", "test"]) {
      page.input.value = text;
      page.input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }
    await until(() => page.root.querySelector("[role=option]:not(.fresh)"), "a suggestion");
    expect(asked).to.deep.equal(["test"]);
  });

  for (const focuses of [true, false])
    it(`has the focus once a tag is removed by a press that ${focuses ? "focuses" : "does not focus"} its button`, async () => {
      const page = bound();
      await until(() => page.root.querySelector(".tagadd"), "the tags");
      const remove = page.root.querySelector<HTMLButtonElement>('[aria-label="Remove weekend"]');
      if (focuses) remove?.focus();
      remove?.click();
      await page.says("Removed “weekend”");
      expect(page.root.activeElement?.matches("input, .tagadd")).to.equal(true);
    });

  it("offers no Undo of a removal where the backend has none", async () => {
    const client = clientFor(tenant);
    const capabilities: typeof client.capabilities = async (options) => {
      const known = await client.capabilities(options);
      const without = (action: (typeof known.actions)[number]) =>
        action.id === "remove-tag" ? { ...action, undo: "none" as const } : action;
      return { ...known, actions: known.actions.map(without) };
    };
    const page = await show('<tag-editor member-id="m_1048"></tag-editor>', { ...client, capabilities }).open();
    page.root.querySelector<HTMLButtonElement>('[aria-label="Remove weekend"]')?.click();
    await until(() => page.announced === "Removed “weekend”", "the removal");
    expect(page.root.querySelectorAll(".toast")).to.have.length(0);
  });

  it("U02 the Undo of a removal goes with its member", async () => {
    const page = await bound().open();
    page.root.querySelector<HTMLButtonElement>('[aria-label="Remove weekend"]')?.click();
    await until(() => page.root.querySelector(".toast button"), "Undo");
    page.editor.memberId = "m_1012";
    await page.editor.updateComplete;
    await until(() => page.root.querySelector(".tagadd"), "her tags");
    expect(page.text).not.to.include("Removed");
  });

  it("leaves composing to the input method", async () => {
    const page = await bound().open();
    page.input.value = "日本";
    page.input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, isComposing: true }));
    page.input.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, composed: true }),
    );
    await page.editor.updateComplete;
    expect(page.input.value).to.equal("日本");
    expect(await written()).to.deep.equal([]);
  });
});

describe("tag-editor as a form control", () => {
  afterEach(clear);

  const form = () => {
    const page = show('<form><tag-editor name="tags" value="VIP, weekend"></tag-editor><button>Save</button></form>');
    const element = page.editor.form as HTMLFormElement;
    return { page, element, values: () => new FormData(element).getAll("tags") };
  };

  it("submits one entry a tag, resets, and tells of the operator's changes", async () => {
    const { page, element, values } = form();
    await page.open();
    expect(values()).to.deep.equal(["VIP", "weekend"]);
    const told: unknown[] = [];
    element.addEventListener("member-change", (event) => told.push((event as unknown as { value: string[] }).value));
    await page.type("  new one ");
    await page.press("Enter");
    expect(values()).to.deep.equal(["VIP", "weekend", "new one"]);
    expect(told).to.deep.equal([["VIP", "weekend", "new one"]]);
    element.reset();
    await page.editor.updateComplete;
    expect(values()).to.deep.equal(["VIP", "weekend"]);
  });

  it("U08 neither Enter nor typing reaches the host: no submit, no shortcut, only its own event", async () => {
    const { page, element } = form();
    const heard: string[] = [];
    for (const type of ["submit", "keydown", "keypress", "input", "change", "member-change"])
      element.addEventListener(type, (event) => {
        event.preventDefault();
        heard.push(type);
      });
    await page.open();
    await page.type("abc");
    await page.press("Enter", "Backspace", "Escape");
    expect(heard).to.deep.equal(["input", "change", "member-change"]);
  });

  it("holds its form back while a tag is required and there is none", async () => {
    const page = show('<form><tag-editor name="tags" required></tag-editor><button>Save</button></form>');
    const { editor } = page;
    const element = editor.form as HTMLFormElement;
    await page.open();
    await editor.updateComplete;
    expect(page.input.ariaRequired).to.equal("true");
    expect(element.checkValidity()).to.equal(false);
    expect(editor.matches(":invalid")).to.equal(true);
    expect(editor.validity.valueMissing).to.equal(true);
    expect(editor.validationMessage).to.equal("Add a tag");
    let sent = 0;
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      sent += 1;
    });
    element.requestSubmit();
    expect(sent).to.equal(0);
    await page.type("VIP");
    await page.press("Enter");
    await editor.updateComplete;
    expect(editor.checkValidity()).to.equal(true);
    element.requestSubmit();
    expect(sent).to.equal(1);
    editor.disabled = true;
    editor.value = [];
    await editor.updateComplete;
    expect(editor.willValidate).to.equal(false);
    expect(element.checkValidity()).to.equal(true);
  });

  it("says input and change as a form control does, without the tags, and only of what the operator does", async () => {
    const { page } = form();
    const told: [string, boolean, boolean][] = [];
    for (const type of ["input", "change"])
      document.addEventListener(
        type,
        ({ type, target, composed }) => told.push([type, target === page.editor, composed]),
        {
          once: true,
        },
      );
    page.editor.value = ["set by the host"];
    await page.editor.updateComplete;
    expect(told).to.deep.equal([]);
    await page.open();
    await page.type("new");
    await page.press("Enter");
    expect(told).to.deep.equal([
      ["input", true, true],
      ["change", true, false],
    ]);
  });

  it("on paper it shows its tags, and nothing to press", async () => {
    const { page } = form();
    await page.open();
    await emulateMedia({ media: "print" });
    const shown = [...page.root.querySelectorAll("button, input")].filter((each) => each.checkVisibility());
    const tags = [...page.root.querySelectorAll("[part=tag]")].filter((each) => each.checkVisibility());
    await emulateMedia({ media: "screen" });
    expect(shown).to.deep.equal([]);
    expect(tags).to.have.length(2);
  });

  it("disabled with its fieldset it changes nothing", async () => {
    const page = show('<form><fieldset disabled><tag-editor name="tags" value="VIP"></tag-editor></fieldset></form>');
    await page.editor.updateComplete;
    await until(() => !page.root.querySelector("button, input"), "no controls");
    expect(page.tags).to.deep.equal(["VIP"]);
  });
});
