import { expect } from "@open-wc/testing";
import type { Client } from "../../../sdk/index.js";
import { define } from "../../../src/define.js";
import type { MemberErrorEvent } from "../../../src/events/member-events.js";
import type { MemberKit } from "../../../src/member-kit/member-kit.js";
import { clientFor, newTenant, readable, seedingMs, until, type Tenant } from "../backend.js";

await define();

const address = 'base-url="https://loyalty.example/v1"';
/** A provider that is still waiting for its token. */
const waiting = (kit: MemberKit) => void (kit.getToken = () => new Promise(() => undefined));

type Setting = (kit: MemberKit, tenant: Tenant) => void;

interface Mistake {
  /** What the host has written. */
  markup: string;
  /** What it has set on the provider. */
  set?: Setting;
  /** Which element it is told of. */
  of: string;
  /** What the line says: the mistake, and the mend. */
  says: string[];
  /** What stands in the page, where nothing can be drawn. */
  shows?: string;
}

/** One client for all, whose reads are shared. */
let client: Client;
const connected = (kit: MemberKit) => void (kit.client = client);
const answering =
  (getToken: unknown): Setting =>
  (kit, tenant) => {
    kit.baseUrl = tenant.baseUrl;
    kit.getToken = getToken as MemberKit["getToken"];
  };
const profile = '<member-profile member-id="m_1048"></member-profile>';
const menuOf = (attributes: string, children = "") => ({
  markup: `<member-kit><member-actions-modal member-id="m_1048" open ${attributes}>${children}</member-actions-modal></member-kit>`,
  set: connected,
  of: "member-actions-modal",
});
const preset = (attributes: string) => menuOf("", `<member-action ${attributes}></member-action>`);
const profileWith = (attributes: string) => ({
  markup: `<member-kit><member-profile ${attributes}></member-profile></member-kit>`,
  set: connected,
  of: "member-profile",
});
const kitWith = (attributes: string) => ({ markup: `<member-kit ${attributes}></member-kit>`, of: "member-kit" });
const inWaiting = (markup: string, of: string) => ({
  markup: `<member-kit ${address}>${markup}</member-kit>`,
  set: waiting,
  of,
});
const unconnected = "This part of the page is not connected.";
const nobody = "No member is chosen.";

const mistakes: Record<string, Mistake> = {
  "a profile without a provider": {
    markup: profile,
    of: "member-profile",
    says: ["stands in no <member-kit>", "Put it inside"],
    shows: unconnected,
  },
  "an open modal without a provider": {
    markup: '<member-actions-modal member-id="m_1048" open></member-actions-modal>',
    of: "member-actions-modal",
    says: ["stands in no <member-kit>"],
    shows: unconnected,
  },
  "a bound tag editor without a provider": {
    markup: '<tag-editor member-id="m_1048"></tag-editor>',
    of: "tag-editor",
    says: ["stands in no <member-kit>"],
    shows: unconnected,
  },
  "a profile without an id": {
    ...inWaiting("<member-profile></member-profile>", "member-profile"),
    says: ["has no member-id", "Set it"],
    shows: nobody,
  },
  "a profile with a misspelt id": {
    ...inWaiting('<member-profile memeber-id="m_1048"></member-profile>', "member-profile"),
    says: ['Do you mean "member-id"?'],
    shows: nobody,
  },
  "an open modal without an id": {
    ...inWaiting("<member-actions-modal open></member-actions-modal>", "member-actions-modal"),
    says: ["has no member-id"],
    shows: nobody,
  },
  "an id that a template wrote for nothing": {
    ...profileWith('member-id="undefined"'),
    says: ['"undefined", which is no id', "once the id is known"],
  },
  "a provider without base-url": { ...kitWith('token-url="/token"'), says: ["needs base-url"] },
  "a base-url without its scheme": {
    ...kitWith('base-url="loyalty.example/v1" token-url="/token"'),
    says: ["base-url that is no address", "https://"],
  },
  "a base-url of another scheme": {
    ...kitWith('base-url="ftp://loyalty.example" token-url="/token"'),
    says: ["base-url that is no address"],
  },
  "a provider without a way to a token": {
    ...kitWith('base-url="https://loyalty.example/v1"'),
    says: ["needs token-url", "getToken"],
  },
  "a profile on a page that nobody makes tokens for": {
    markup: `<member-kit ${address}>${profile}</member-kit>`,
    of: "member-kit",
    says: ["needs token-url", "docs/tokens.md#a-page-without-a-backend-of-its-own"],
    shows: `${unconnected} token-url · getToken`,
  },
  "a getToken that is no function": {
    ...kitWith('base-url="https://loyalty.example/v1"'),
    set: (kit) => void (kit.getToken = "t" as never),
    says: ["getToken (a function)"],
  },
  "a token-url of another origin": {
    ...kitWith('base-url="https://loyalty.example/v1" token-url="https://elsewhere.example/token"'),
    says: ["not on the page's own origin"],
  },
  "a client that is a promise": {
    ...kitWith(""),
    set: (kit) => void (kit.client = Promise.resolve() as never),
    says: ["a client that is none", "createClient()"],
  },
  "a getToken that answers { token }": {
    markup: `<member-kit>${profile}</member-kit>`,
    set: answering((): unknown => ({ token: "t" })),
    of: "member-kit",
    says: ["got no token", "getToken must answer a token as text", ".token"],
    shows: "could not get a sign-in",
  },
  "a getToken that answers nothing": {
    markup: `<member-kit>${profile}</member-kit>`,
    set: answering(() => undefined),
    of: "member-kit",
    says: ["getToken must answer a token as text"],
    shows: "could not get a sign-in",
  },
  "a getToken that throws": {
    markup: `<member-kit>${profile}</member-kit>`,
    set: answering(() => Promise.reject(new RangeError("noa@example.com is not signed in"))),
    of: "member-kit",
    says: ["getToken threw RangeError"],
    shows: "could not get a sign-in",
  },
  "a token-url that is not there": {
    markup: `<member-kit token-url="/no-such-token">${profile}</member-kit>`,
    set: (kit, tenant) => void (kit.baseUrl = tenant.baseUrl),
    of: "member-kit",
    says: ["token-url answered 404", "POST"],
    shows: "could not get a sign-in",
  },
  "a language that there is not": {
    ...kitWith(`${address} locale="xx"`),
    set: waiting,
    says: ['no words in "xx"', "It speaks: en, "],
  },
  "a theme that there is not": {
    ...kitWith(`${address} theme="drak"`),
    set: waiting,
    says: ['theme "drak"', '"light", "dark" or "auto"'],
  },
  "a panel that there is not": {
    ...profileWith('member-id="m_1048" panels="balnces activity"'),
    says: ['no panel "balnces"', 'Do you mean "balances"?'],
  },
  "panels with commas": {
    ...profileWith('member-id="m_1048" panels="balances,activity"'),
    says: ['no panel "balances,activity"', "with spaces between"],
  },
  "an operator that there is not": {
    ...profileWith('member-id="m_1048" operator="in-line"'),
    says: ['operator="in-line"', '"info" or "inline"'],
  },
  "a layout that there is not": {
    ...profileWith('member-id="m_1048" layout="tiny"'),
    says: ['layout="tiny"', '"auto", "full" or "compact"'],
  },
  "an action that there is not": { ...menuOf('actions="ad:points"'), says: ['no action "ad:points"', '"add:points"?'] },
  "a currency that there is not": { ...menuOf('actions="add:gems"'), says: ['no action "add:gems"'] },
  "actions with commas": { ...menuOf('actions="add,redeem"'), says: ['no action "add,redeem"', "spaces"] },
  "an action to open that there is not": { ...menuOf('action="redem"'), says: ['no action "redem"', '"redeem"?'] },
  "a preset of an action that there is not": { ...preset('name="send-smss"'), says: ['"send-smss"', '"send-sms"?'] },
  "a preset of a field that there is not": {
    ...preset('name="add:points" amout="100"'),
    says: ['presets "amout"', 'no field of "add:points"', 'Do you mean "amount"?'],
  },
  "a preset of the currency": {
    ...preset('name="add" currency="points"'),
    says: ['presets "currency"', 'name="add:points"'],
  },
  "a preset amount that can't be read": {
    ...preset('name="add:points" amount="1e3"'),
    says: ['amount="1e3"', "digits"],
  },
  "a preset amount with too many decimals": { ...preset('name="add:points" amount="1.5"'), says: ['amount="1.5"'] },
  "a preset date that can't be read": {
    ...preset('name="add:points" expires-at="31/12/2026"'),
    says: ['expires-at="31/12/2026"', "2026-12-31"],
  },
  "a preset note that is too long, which is not repeated": {
    ...preset(`name="add:points" note="${"private ".repeat(200)}"`),
    says: ['note="…"'],
  },
  "a preset without a name": {
    ...inWaiting(
      '<member-actions-modal><member-action amount="1"></member-action></member-actions-modal>',
      "member-action",
    ),
    says: ["has no name", 'name="add:points"'],
  },
  "a preset that stands outside": {
    markup: '<div><member-action name="add"></member-action></div>',
    of: "member-action",
    says: ["presets nothing here", "<member-actions-modal>"],
  },
  "a tag editor with a member and a value": {
    ...inWaiting('<tag-editor member-id="m_1048" value="VIP"></tag-editor>', "tag-editor"),
    says: ["a value beside a member"],
  },
};

describe("a developer's mistakes", () => {
  const lines: string[] = [];
  const { warn } = console;
  let tenant: Tenant;

  /** Puts what a host has written on the page, and notes what is told of it. */
  const put = ({ markup, set }: Pick<Mistake, "markup" | "set">) => {
    const around = document.createElement("div");
    const told: { event: MemberErrorEvent; of: string }[] = [];
    around.addEventListener("member-error", (event) =>
      told.push({ event, of: (event.composedPath()[0] as Element).localName }),
    );
    around.innerHTML = markup;
    const kit = around.querySelector("member-kit");
    if (kit) set?.(kit, tenant);
    document.body.append(around);
    return { around, told };
  };
  const shown = (around: Element): string =>
    readable([...around.querySelectorAll("*")].map((each) => each.shadowRoot?.textContent).join(" "));

  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    client = clientFor(tenant);
    // What loads late would keep the first of them waiting.
    await Promise.all([
      import("../../../src/member-actions-modal/modal-body.js"),
      import("../../../src/member-actions-modal/action-flow/action-flow.js"),
      import("../../../src/mistakes/mistakes.js"),
    ]);
    console.warn = (line: string) => void lines.push(line);
  });
  after(() => {
    console.warn = warn;
  });
  afterEach(() => {
    document.body.replaceChildren();
    lines.length = 0;
  });

  it("are each told by an event and one line that names the element, the mistake and the mend", async function () {
    this.timeout(60_000);
    expect(Object.keys(mistakes)).to.have.length.above(30);
    const placed = Object.entries(mistakes).map(([name, mistake]) => ({ name, ...mistake, ...put(mistake) }));
    for (const { name, of, says, shows, around, told } of placed) {
      await until(() => told.length > 0, `a word on ${name}`);
      const { event, of: element } = told[0]!;
      expect(element, name).to.equal(of);
      expect(event.message, name).to.contain(`<${of}>`);
      expect(event.message, name).not.to.match(/\n|private|noa@/);
      for (const part of says) expect(event.message, name).to.contain(part);
      if (shows) await until(() => shown(around).includes(shows), `"${shows}" for ${name}`);
    }
    for (const { name, told, around } of placed) {
      for (const each of around.querySelectorAll<MemberKit>(":defined")) each.requestUpdate?.();
      expect(told.length, `${name}: ${told.map(({ event }) => event.message).join(" | ")}`).to.equal(1);
    }
    expect(lines).to.have.length(placed.length);
    for (const { told } of placed) expect(lines).to.contain(`memberkit: ${told[0]?.event.message}`);
  });

  it("are none where the host brings a language that the kit lacks", async () => {
    const { told } = put({
      markup: `<member-kit ${address} locale="xx"></member-kit>`,
      set: (kit) => {
        waiting(kit);
        kit.messages = { actions: "Xx" };
      },
    });
    // What was put there last and stays as it is, is told last.
    const last = put({ markup: "<member-profile></member-profile>" });
    await until(() => last.told.length > 0, "a mistake");
    expect(told).to.deep.equal([]);
  });

  it("are none where a property, the provider or the preset's parent comes a little later", async () => {
    const lateId = put({ markup: "<member-kit><member-profile></member-profile></member-kit>", set: connected });
    const lateKit = put({ markup: profile });
    const latePreset = put({ markup: '<member-action name="add"></member-action>' });
    const lateAddress = put({ markup: "<member-kit></member-kit>" });
    await new Promise((resolve) => setTimeout(resolve));
    lateId.around.querySelector("member-profile")!.memberId = "m_1048";
    const kit = document.createElement("member-kit");
    kit.client = client;
    kit.append(lateKit.around.firstElementChild!);
    lateKit.around.append(kit);
    const modal = document.createElement("member-actions-modal");
    modal.append(latePreset.around.firstElementChild!);
    latePreset.around.append(modal);
    lateAddress.around.querySelector("member-kit")!.client = client;
    // What was put there last and stays as it is, is told last.
    const { told } = put({ markup: "<member-profile></member-profile>" });
    await until(() => told.length > 0, "a mistake");
    expect([lateId, lateKit, latePreset, lateAddress].flatMap((each) => each.told)).to.deep.equal([]);
  });

  it("are told again once they were mended, and the placeholder gives way", async () => {
    const { around, told } = put({
      markup: "<member-kit><member-profile></member-profile></member-kit>",
      set: connected,
    });
    const element = around.querySelector("member-profile")!;
    await until(() => shown(around).includes(nobody), nobody);
    element.memberId = "m_1048";
    await until(() => shown(around).includes("Noa Ben-David"), "Noa");
    expect(shown(around)).not.to.contain(nobody);
    element.memberId = null;
    await until(() => told.length === 2, "the mistake again");
    expect(told[0]?.event.message).to.equal(told[1]?.event.message);
  });

  it("speak the page's language to the operator", async () => {
    document.documentElement.lang = "he";
    try {
      const { around } = put({ markup: profile });
      await until(() => shown(around).includes("חלק זה של הדף אינו מחובר."), "Hebrew");
    } finally {
      document.documentElement.lang = "en";
    }
  });
});
