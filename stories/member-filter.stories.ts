import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html, nothing } from "lit";
import { userEvent } from "storybook/test";
import type { FilterGroup } from "../sdk/contract/bulk/filter.js";
import { offline, refusing, silent } from "./support/faults.js";
import { find, press, see } from "./support/screen.js";
import { dark, narrow, pseudo, rtl } from "./support/stage.js";

interface Args {
  value: string;
  audienceId: string | null;
  name: string;
  readonly: boolean;
  disabled: boolean;
}

const everybody: FilterGroup = { combinator: "and", rules: [] };
const vip = { field: "tags", operator: "contains", value: "VIP" } as const;
const json = (filter: FilterGroup) => JSON.stringify(filter);

const oneRow: FilterGroup = { combinator: "and", rules: [vip] };

const nested: FilterGroup = {
  combinator: "and",
  rules: [
    vip,
    { field: "accounts.points.spendable", operator: "between", value: [100, 5000] },
    { field: "accounts.credits.spendable", operator: "<", value: 25_000 },
    { field: "tier", operator: "in", value: ["silver", "gold"] },
    { field: "consents.sms", operator: "=", value: true },
    { field: "joinedAt", operator: "notInLastDays", value: 30 },
    {
      combinator: "or",
      rules: [
        { field: "birthday", operator: "inNextDays", value: 60 },
        { field: "name", operator: "beginsWith", value: "N" },
        {
          combinator: "or",
          not: true,
          rules: [
            { field: "tags", operator: "in", value: ["press", "test-user"] },
            { field: "status", operator: "!=", value: "active" },
          ],
        },
        { field: "email", operator: "contains", value: "example" },
        { field: "homeBranch", operator: "notNull" },
      ],
    },
    { field: "favouriteItems", operator: "contains", value: "item_flat_white" },
  ],
};

/** Two rows of what members did, and one of what they did not. */
const events: FilterGroup = {
  combinator: "and",
  rules: [
    { field: "tier", operator: "notNull" },
    {
      event: "purchase",
      occurred: true,
      count: { operator: ">=", value: 2 },
      total: { operator: ">=", value: 1000 },
      between: ["2026-01-01", "2026-11-21"],
      where: {
        combinator: "and",
        rules: [{ field: "item", operator: "in", value: ["item_flat_white", "item_espresso"] }],
      },
    },
    {
      combinator: "or",
      rules: [
        { field: "visits", operator: "<", value: 50 },
        { event: "purchase", occurred: false, lastDays: 3 },
      ],
    },
  ],
};

const meta: Meta<Args> = {
  title: "Elements/member-filter",
  component: "member-filter",
  args: { value: json(oneRow), audienceId: null, name: "", readonly: false, disabled: false },
  render: ({ value, audienceId, name, readonly, disabled }) =>
    html`<member-filter
      value=${value}
      audience-id=${audienceId ?? nothing}
      name=${name || nothing}
      ?readonly=${readonly}
      ?disabled=${disabled}
    ></member-filter>`,
};

export default meta;

type Story = StoryObj<Args>;

/** One condition: the sentence, the count and the reach follow as it is changed. */
export const Default: Story = { tags: ["autodocs"] };

/** No condition yet: it says which need belongs here, and which elsewhere. */
export const Empty: Story = { args: { value: json(everybody) } };

/** All, any and none, in each other. */
export const TwelveRowsNested: Story = { args: { value: json(nested) } };

/** What members bought, how often, for how much, when and what; and what they did not. */
export const Events: Story = { args: { value: json(events) } };

/** Events of the program's own: what was told of each, and how often it was not. */
export const ProgramEvents: Story = {
  args: {
    value: json({
      combinator: "and",
      rules: [
        {
          event: "review",
          occurred: true,
          lastDays: 30,
          where: { combinator: "and", rules: [{ field: "stars", operator: "<=", value: 2 }] },
        },
        { event: "workshop", occurred: false, count: { operator: ">=", value: 2 } },
      ],
    }),
  },
};
export const ProgramEventsRightToLeft: Story = { ...ProgramEvents, ...rtl };

/** Nobody matches. */
export const NobodyMatches: Story = {
  args: { value: json({ combinator: "and", rules: [{ ...vip, value: "no one has this" }] }) },
};

/** What is wrong is said at its row, and the row is not counted. */
export const WrongRow: Story = {
  args: {
    value: json({
      combinator: "and",
      rules: [vip, { field: "accounts.credits.spendable", operator: ">=", value: 1050 }],
    }),
  },
  play: async ({ canvasElement }) => {
    const amount = await find(canvasElement, ".parts .n");
    await userEvent.type(amount, "0 or so");
    await userEvent.tab();
    await find(canvasElement, ".err");
  },
};

/** A new row says what it lacks, and is not counted until it has it. */
export const UnfinishedRow: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Add a condition/);
    await see(canvasElement, /1 unfinished condition is not counted/);
  },
};

/** A pasted list, with what no member has. */
export const PastedList: Story = {
  args: {
    value: json({
      combinator: "and",
      rules: [{ field: "id", operator: "in", value: ["m_1048", "m_1049", "m_9999999", "nobody"] }],
    }),
  },
  play: async ({ canvasElement }) => {
    const missing = await find(canvasElement, "summary", /were not found/);
    await userEvent.click(missing);
    await find(canvasElement, ".missing textarea");
  },
};

/** What the backend does not know is kept, and can be removed. */
export const UnknownRow: Story = {
  args: {
    value: json({ combinator: "and", rules: [vip, { field: "shoe-size", operator: "=", value: 42 }] }),
  },
};

/** A removed row can be put back. */
export const Removed: Story = {
  args: { value: json(nested) },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Remove: with status/);
    await find(canvasElement, "#undo");
  },
};

/** Saved under a name, for everybody who may filter. */
export const SavedAudience: Story = {
  parameters: { kit: { operator: "ari" } },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Save as$/);
    await userEvent.type(await find(canvasElement, "#saved-name"), "VIP, near a reward{Enter}");
    await see(canvasElement, /^Rename$/);
  },
};

/** A segment: profiles show it, and filters can name it. */
export const Segment: Story = {
  parameters: { kit: { operator: "ari" } },
  args: {
    value: json({
      combinator: "and",
      rules: [vip, { field: "segments", operator: "notIn", value: ["aud_own_team"] }],
    }),
    audienceId: "aud_big_spenders",
  },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Rename$/);
    await find(canvasElement, "#saved-segment");
  },
};

/** The same, as narrow as a page may be. */
export const SegmentNarrow: Story = { ...Segment, ...narrow, tags: ["narrow"] };

/** Its name is asked for in place. */
export const SaveAs: Story = {
  parameters: { kit: { operator: "ari" } },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Save as$/);
    await find(canvasElement, "#saved-name");
  },
};

export const ReadOnly: Story = { args: { value: json(nested), readonly: true } };
export const Disabled: Story = { args: { value: json(nested), disabled: true } };

const narrowIt = "This looks at every member. Add a tag, a tier or a date of joining.";

/** The count takes too long: the row says what would make it faster. */
export const TooCostly: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/audience-queries$/, {
        status: 422,
        code: "too-costly",
        title: "This takes too long to find",
        detail: narrowIt,
        errors: [{ pointer: "/filter/rules/0", code: "too-costly", detail: narrowIt }],
      }),
    },
  },
};

const restarting = {
  status: 503,
  code: "unavailable",
  title: "The service is not available",
  detail: "It is restarting.",
};

export const CountFailed: Story = {
  parameters: { kit: { fault: refusing(/\/audience-queries$/, restarting) } },
  play: async ({ canvasElement }) => {
    await find(canvasElement, "#count-again");
  },
};

export const Loading: Story = { parameters: { kit: { fault: silent(/\/filter-schema$/) } } };
export const Failed: Story = {
  parameters: { kit: { fault: refusing(/\/filter-schema$/, restarting) } },
  play: async ({ canvasElement }) => {
    await find(canvasElement, "button", /Try again/);
  },
};
export const Offline: Story = {
  parameters: { kit: { fault: offline } },
  play: async ({ canvasElement }) => {
    await find(canvasElement, "button", /Try again/);
  },
};
/** Who may not save can filter all the same. */
export const NoPermission: Story = { parameters: { kit: { operator: "vera" } } };
/** A backend may let few people filter at all. */
export const Forbidden: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/filter-schema$/, {
        status: 403,
        code: "forbidden",
        title: "You may not do this",
        detail: "Your role can't do this.",
      }),
    },
  },
};
export const Pseudo: Story = { ...pseudo, ...narrow, tags: ["narrow"], args: { value: json(nested) } };

export const RightToLeft: Story = { ...rtl, args: { value: json(nested) } };
export const Dark: Story = { ...dark, args: { value: json(nested) } };
export const EventsRightToLeft: Story = { ...rtl, args: { value: json(events) } };
export const EventsNarrow: Story = {
  ...narrow,
  tags: ["narrow"],
  args: { value: json(events) },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Edit: who made/);
    await find(canvasElement, "button", /^Done$/);
  },
};
/** Each rule as its sentence, one of them open. */
export const Narrow: Story = {
  ...narrow,
  tags: ["narrow"],
  args: { value: json(nested) },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Edit: with points/);
    await find(canvasElement, "button", /^Done$/);
  },
};
