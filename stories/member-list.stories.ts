import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html, nothing } from "lit";
import { userEvent } from "storybook/test";
import type { AudiencePage, Job } from "../sdk/contract/bulk/answers.js";
import type { FilterGroup } from "../sdk/contract/bulk/filter.js";
import { people } from "../server/seed/people.js";
import { elsewhere, listening } from "./support/elsewhere.js";
import { answering, offline, refusing, silent } from "./support/faults.js";
import { find, press, see } from "./support/screen.js";
import { dark, narrow, pseudo, rtl } from "./support/stage.js";

interface Args {
  filter: FilterGroup | null;
  columns: string;
  memberHref: string;
  readonly: boolean;
}

const meta: Meta<Args> = {
  title: "Elements/member-list",
  component: "member-list",
  args: { filter: null, columns: "", memberHref: "", readonly: false },
  render: ({ filter, columns, memberHref, readonly }) =>
    html`<member-list
      .filter=${filter}
      columns=${columns || nothing}
      member-href=${memberHref || nothing}
      ?readonly=${readonly}
    ></member-list>`,
  parameters: { kit: { operator: "ari" } },
};

export default meta;

type Story = StoryObj<Args>;

const members = /^\d+–\d+ of \d+$/;

/** Everybody, by name. */
export const Default: Story = {
  tags: ["autodocs"],
  play: async ({ canvasElement }) => {
    await see(canvasElement, members);
  },
};
export const Dark: Story = { ...Default, tags: [], ...dark };
export const RightToLeft: Story = { ...rtl };

export const Pseudo: Story = { ...pseudo, ...narrow, tags: ["narrow"] };
export const Narrow: Story = { ...narrow, tags: ["narrow"] };
export const NarrowRightToLeft: Story = { ...narrow, ...rtl, tags: ["narrow"] };

/** Who matches a filter. */
export const Filtered: Story = {
  args: { filter: { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "VIP" }] } },
};

/** One row alone. */
export const OneRow: Story = {
  args: { filter: { combinator: "and", rules: [{ field: "name", operator: "=", value: "Noa Ben-David" }] } },
};

/** As many as a large program has: a page is no longer for it. */
export const AMillion: Story = {
  parameters: {
    kit: {
      operator: "ari",
      fault: answering<AudiencePage>(/\/audience-queries$/, (page) => ({
        ...page,
        count: { value: 1_000_000, precision: "exact" },
      })),
    },
  },
};

export const NobodyMatches: Story = {
  args: { filter: { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "no such tag" }] } },
  play: async ({ canvasElement }) => {
    await see(canvasElement, /^Nobody matches$/);
  },
};

export const NobodyIsFound: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.type(await find(canvasElement, "input[type=search]"), "zzzz{Enter}");
    await see(canvasElement, /^Nobody matches$/);
  },
};

/** A key opens the palette: members that were shown lately, and tickets. */
const palette: Story = {
  play: async ({ canvasElement }) => {
    (await find(canvasElement, ".open")).focus();
    await userEvent.keyboard("/");
    await userEvent.type(await find(canvasElement, "[role=combobox]"), "T-4711");
    await find(canvasElement, "[role=option]", /T-4711/);
  },
};
export const Palette: Story = palette;
export const PaletteDark: Story = { ...palette, ...dark };
export const PaletteRightToLeft: Story = { ...palette, ...rtl };
export const PaletteNarrow: Story = { ...palette, ...narrow, tags: ["narrow"] };
/** Nobody was shown yet, and nothing is typed. */
export const PaletteEmpty: Story = {
  play: async ({ canvasElement }) => {
    (await find(canvasElement, ".open")).focus();
    await userEvent.keyboard("/");
    await see(canvasElement, /^Customers that you open appear here\.$/);
  },
};

/** The selection takes the place of the tools, and says its number. */
export const Selected: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, "thead input[type=checkbox]"));
    await see(canvasElement, /selected$/);
  },
};

export const Columns: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Columns/);
    await see(canvasElement, /^Reset$/);
  },
};

/** One action over all who are selected: chosen, filled in, looked at, and only then done. */
export const OneTimeAction: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, "thead input[type=checkbox]"));
    await press(canvasElement, /One-time action/);
    await find(canvasElement, ".tile");
  },
};

/** What it would come to, before anything is done. */
export const OneTimeChecked: Story = {
  play: async (context) => {
    await OneTimeAction.play?.(context);
    const { canvasElement } = context;
    await userEvent.click(await find(canvasElement, ".tile", /^Add points/));
    await userEvent.type(await find(canvasElement, ".once .amountin"), "50");
    await press(canvasElement, /^Check$/);
    await see(canvasElement, /^Nothing is done yet$/);
  },
};
export const OneTimeCheckedNarrow: Story = { ...OneTimeChecked, ...narrow, tags: ["narrow"] };

/** What came of it, and to whom it was not done: to be taken along, saved, or acted on. */
export const OneTimeNotDone: Story = {
  play: async (context) => {
    await OneTimeAction.play?.(context);
    const { canvasElement } = context;
    await userEvent.click(await find(canvasElement, ".tile", /^Redeem points/));
    await userEvent.type(await find(canvasElement, ".once .amountin"), "1000");
    await press(canvasElement, /^Check$/);
    await press(canvasElement, /^Do it to/);
    await press(canvasElement, /^To whom it was not done$/);
    await see(canvasElement, /^Save as an audience…$/);
  },
};
export const OneTimeNotDoneDark: Story = { ...OneTimeNotDone, ...dark };
export const OneTimeNotDoneNarrow: Story = { ...OneTimeNotDone, ...narrow, tags: ["narrow"] };
export const OneTimeNotDoneRightToLeft: Story = {
  ...rtl,
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, "thead input[type=checkbox]"));
    await press(canvasElement, /^פעולה חד־פעמית$/);
    await userEvent.click(await find(canvasElement, ".tile", /מימוש/));
    await userEvent.type(await find(canvasElement, ".once .amountin"), "1000");
    await press(canvasElement, /^בדיקה$/);
    await press(canvasElement, /^ביצוע/);
    await press(canvasElement, /^למי זה לא בוצע$/);
    await see(canvasElement, /^שמירה כקהל…$/);
  },
};

/** A job of many rows is on its way: how far it is, at what rate, and that it can be stopped. */
export const OneTimeRunning: Story = {
  parameters: {
    kit: {
      operator: "ari",
      fault: answering<Job>(/\/bulk-actions$|\/jobs\/[^/]+$/, (job) => ({
        ...job,
        status: "running",
        startedAt: new Date(Date.now() - 12_000).toISOString(),
        finishedAt: null,
        progress: { total: 98_765, done: 41_230, succeeded: 41_180, failed: 12, skipped: 38 },
      })),
    },
  },
  play: async (context) => {
    await OneTimeChecked.play?.(context);
    const { canvasElement } = context;
    await press(canvasElement, /^Do it to/);
    await see(canvasElement, /^41,230 of 98,765 done$/);
  },
};
export const OneTimeRunningDark: Story = {
  ...OneTimeRunning,
  parameters: { ...OneTimeRunning.parameters, ...dark.parameters },
};
export const OneTimeRunningNarrow: Story = { ...OneTimeRunning, ...narrow, tags: ["narrow"] };

/** What has become of the messages of a job, once it is over. */
export const OneTimeMessages: Story = {
  play: async (context) => {
    await OneTimeAction.play?.(context);
    const { canvasElement } = context;
    await userEvent.click(await find(canvasElement, ".tile", /^Send SMS/));
    await userEvent.click(await find(canvasElement, ".once label", /^Winter warmers/));
    await press(canvasElement, /^Check$/);
    await userEvent.type(await find(canvasElement, "#typed"), "2");
    await press(canvasElement, /^Do it to/);
    await see(canvasElement, /^Delivered$/);
  },
};

/** What leaves the house says what it is for. */
export const Export: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Export$/);
    await find(canvasElement, "#purpose");
  },
};

/** A file of rows, whose columns are named before all of it is checked. */
export const Import: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Import$/);
    const input = (await find(canvasElement, "#import-file")) as HTMLInputElement;
    const rows = "Member ID;Points;Why\nm_1048;50;Sorry for the wait\nm_1012;-20;Booked twice\n";
    await userEvent.upload(input, new File([rows], "points.csv", { type: "text/csv" }));
    await see(canvasElement, /^What the columns are$/);
  },
};

/** The whole file is checked: the rows that can't be done are told with why, and can be saved. */
export const ImportErrors: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Import$/);
    const input = (await find(canvasElement, "#import-file")) as HTMLInputElement;
    const wrong = ["m_1048;twelve;Sorry", "m_404404;20;Who is it", "m_1012;-99999999;Too much"];
    const rows = ["Member ID;Points;Why", "m_1048;50;Sorry for the wait", ...wrong].join("\n");
    await userEvent.upload(input, new File([rows], "points.csv", { type: "text/csv" }));
    await press(canvasElement, /^Check the file$/);
    await see(canvasElement, /^twelve$|isn't valid|valid/);
  },
};
export const ImportErrorsNarrow: Story = { ...ImportErrors, ...narrow, tags: ["narrow"] };

export const ImportNarrow: Story = { ...Import, ...narrow, tags: ["narrow"] };

/** Another operator is at work: what they do appears in the rows, and is marked for a moment. */
const live = (cell: "td" | "dd"): Story => ({
  play: async (context) => {
    await find(context.canvasElement, ".open");
    await listening(context);
    await elsewhere(context).actions.add(people.noa, { currency: "points", amount: 260, note: "Sorry for the wait" });
    await find(context.canvasElement, `${cell}.moved`, /^1,500$/);
  },
});
export const Live: Story = live("td");
export const LiveDark: Story = { ...live("td"), ...dark };
export const LiveRightToLeft: Story = { ...live("td"), ...rtl };
export const LiveNarrow: Story = { ...live("dd"), ...narrow, tags: ["narrow"] };

export const ReadOnly: Story = { args: { readonly: true } };
export const NoPermission: Story = { parameters: { kit: { operator: "vera" } } };
export const Loading: Story = { parameters: { kit: { fault: silent(/\/audience-queries$/) } } };
export const Offline: Story = { parameters: { kit: { fault: offline } } };
export const Failed: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/audience-queries$/, {
        status: 503,
        code: "unavailable",
        title: "The service is not available",
        detail: "It is restarting.",
      }),
    },
  },
};
