import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html, type TemplateResult } from "lit";
import { expect, waitFor } from "storybook/test";
import { people } from "../server/seed/index.js";
import dense from "../themes/dense.css?raw";
import hubspotLike from "../themes/hubspot-like.css?raw";
import salesforceLike from "../themes/salesforce-like.css?raw";
import zendeskLike from "../themes/zendesk-like.css?raw";
import { find, press, see } from "./support/screen.js";
import { dark, narrow, rtl } from "./support/stage.js";
import { themePage } from "./support/theme-page.js";
import { wear } from "./support/wear.js";

const meta: Meta = { title: "Theme" };

export default meta;

type Story = StoryObj;

for (const text of [dense, hubspotLike, salesforceLike, zendeskLike]) wear(text);
wear(`
  .host {
    display: grid;
    gap: 16px;
    background: var(--member-bg, light-dark(#f6f7f9, #0e1014));
    color: var(--member-text, CanvasText);
    font: 14px/1.5 system-ui;
  }
  .host > .bar {
    display: flex;
    gap: 24px;
    padding: 10px 16px;
    color: #fff;
    background: var(--bar);
  }
  .host > .desk {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
    padding: 0 16px 16px;
  }
  .host .case {
    flex: 1 1 220px;
    align-self: start;
    padding: 16px;
    border: 1px solid var(--member-border, light-dark(#e2e5ea, #2c313b));
    border-radius: var(--member-radius, 6px);
    background: var(--member-surface, light-dark(#fff, #16191f));
  }
  .host .case h1 {
    margin: 0 0 8px;
    font-size: 16px;
  }
  .host .side {
    flex: 0 1 368px;
    min-inline-size: 0;
  }
  .page {
    padding: 16px;
    background: #f6f7f9;
    color: #171b24;
  }
  .page.dark {
    background: #0e1014;
    color: #e9ebef;
  }
`);

/** A page as a host's could be: a bar, a record, and the profile in its sidebar. Nothing in it is a vendor's. */
const hostPage = (look: string, bar: string): TemplateResult => html`
  <div class="host ${look}" .style=${`--bar: ${bar}`}>
    <div class="bar"><strong>Desk</strong><span>Cases</span><span>Contacts</span></div>
    <div class="desk">
      <section class="case">
        <h1>Case 4711: a coupon that the till refused</h1>
        <p>
          Noa writes that her coupon for two was refused at the harbour on Saturday. She asks for the points instead.
        </p>
        <member-profile member-id=${people.noa} panels="balances activity" layout="compact" readonly></member-profile>
      </section>
      <div class="side"><member-profile member-id=${people.noa}></member-profile></div>
    </div>
  </div>
`;

const host = (look: string, bar: string): Story => ({
  render: () => hostPage(look, bar),
  play: async ({ canvasElement }) => {
    await find(canvasElement, "button", /^Consents$/);
  },
});

/** The kit as it is, in a page that sets nothing. */
export const Plain = host("plain", "#171b24");
export const PlainDark: Story = { ...Plain, ...dark };
/** `memberkit/themes/salesforce-like.css`, and its class on any element above the kit's. */
export const SalesforceLike = host("salesforce-like", "#0b3a6b");
export const SalesforceLikeDark: Story = { ...SalesforceLike, ...dark };
/** `memberkit/themes/hubspot-like.css`. */
export const HubspotLike = host("hubspot-like", "#2d3e50");
export const HubspotLikeDark: Story = { ...HubspotLike, ...dark };
/** `memberkit/themes/zendesk-like.css`. */
export const ZendeskLike = host("zendesk-like", "#17494d");
export const ZendeskLikeDark: Story = { ...ZendeskLike, ...dark };
export const ZendeskLikeRightToLeft: Story = { render: () => hostPage("zendesk-like", "#17494d"), ...rtl };

/** `memberkit/themes/dense.css` beside another look: spacing and controls are tighter, targets stay 24 px. */
export const Dense: Story = {
  render: () => hostPage("dense", "#171b24"),
  play: async ({ canvasElement }) => {
    const line = await find(canvasElement, "button", /^Consents$/);
    await expect(line.closest(".phead")?.clientHeight).toBeGreaterThanOrEqual(24);
  },
};
export const DenseList: Story = {
  render: () =>
    html` <div class="dense"><member-filter></member-filter><member-list actions="send-sms"></member-list></div>`,
  play: async ({ canvasElement }) => {
    await see(canvasElement, /^Noa Ben-David$/);
  },
};
export const NarrowDense: Story = { ...Dense, ...narrow, tags: ["narrow"] };

/** `theme="auto"` follows a class `dark` around it, as Tailwind writes it, and the `color-scheme` where there is none. */
export const Auto: Story = {
  render: (_args, { loaded }) => {
    const toggle = ({ currentTarget }: Event) =>
      (currentTarget as HTMLElement).closest(".page")?.classList.toggle("dark");
    return html` <div class="page">
      <button type="button" @click=${toggle}>Light or dark</button>
      <member-kit theme="auto" .client=${loaded.client as unknown}>
        <member-profile member-id=${people.noa} panels="balances tags" readonly></member-profile>
      </member-kit>
    </div>`;
  },
  play: async ({ canvasElement }) => {
    await see(canvasElement, /^Noa Ben-David$/);
    const profile = canvasElement.querySelector("member-profile") as Element;
    await press(canvasElement, /^Light or dark$/);
    await waitFor(() => expect(getComputedStyle(profile).colorScheme).toBe("dark"));
    await press(canvasElement, /^Light or dark$/);
    await waitFor(() => expect(getComputedStyle(profile).colorScheme).not.toBe("dark"));
    await press(canvasElement, /^Light or dark$/);
  },
};

/** Every `--member-*` property, live: what is changed here is worn by the elements below, and stands there to be copied. */
export const Tokens: Story = {
  render: () => themePage(),
  play: async ({ canvasElement }) => {
    await see(canvasElement, /^Noa Ben-David$/);
    const radius = (await find(canvasElement, "input[name='--member-radius']")) as HTMLInputElement;
    radius.value = "0px";
    radius.dispatchEvent(new Event("input", { bubbles: true }));
    await see(canvasElement, /--member-radius: 0px;/);
    const panel = canvasElement.querySelector("member-profile")?.shadowRoot?.querySelector(".panel") as Element;
    await waitFor(() => expect(getComputedStyle(panel).borderTopLeftRadius).toBe("0px"));
  },
};
