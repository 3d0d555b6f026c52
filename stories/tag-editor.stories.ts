import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html, nothing } from "lit";
import { userEvent } from "storybook/test";
import { people } from "../server/seed/index.js";
import { offline, refusing, silent } from "./support/faults.js";
import { find, press, see } from "./support/screen.js";
import { dark, narrow, rtl } from "./support/stage.js";

interface Args {
  memberId: string | null;
  name: string;
  value: string;
  readonly: boolean;
  disabled: boolean;
}

const meta: Meta<Args> = {
  title: "Elements/tag-editor",
  component: "tag-editor",
  args: { memberId: people.noa, name: "", value: "", readonly: false, disabled: false },
  render: ({ memberId, name, value, readonly, disabled }) =>
    html`<tag-editor
      member-id=${memberId ?? nothing}
      name=${name || nothing}
      value=${value || nothing}
      ?readonly=${readonly}
      ?disabled=${disabled}
    ></tag-editor>`,
};

export default meta;

type Story = StoryObj<Args>;

/** Bound to a member: each change is written at once. */
export const Default: Story = { tags: ["autodocs"] };
/** Alone, as a form control: nothing is written. */
export const FormControl: Story = { args: { memberId: null, name: "tags", value: "vip,test-user" } };
export const Disabled: Story = { args: { memberId: null, name: "tags", value: "vip", disabled: true } };
export const ReadOnly: Story = { args: { readonly: true } };
export const NoPermission: Story = { parameters: { kit: { operator: "vera" } } };

/** Any string becomes a tag the moment it is typed. */
export const AddATag: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Add a tag/);
    await userEvent.type(await find(canvasElement, "input"), "loves oat milk{Enter}");
    await see(canvasElement, /^loves oat milk$/);
  },
};

/** Tags in use are suggested, with how many members carry them. */
export const Suggestions: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Add a tag/);
    await userEvent.type(await find(canvasElement, "input"), "v");
    await find(canvasElement, "[role=option]");
  },
};

/** A refused tag goes back to the input, with the reason. */
export const Refused: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/actions\/add-tag$/, {
        status: 409,
        code: "member-blocked",
        title: "This member is blocked",
        detail: "Unblock them first.",
      }),
    },
  },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Add a tag/);
    await userEvent.type(await find(canvasElement, "input"), "vip2{Enter}");
    await find(canvasElement, "#error");
  },
};

export const Loading: Story = { parameters: { kit: { fault: silent(/\/members\//) } } };
export const Empty: Story = { args: { memberId: people.empty } };
export const Failed: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/members\//, {
        status: 503,
        code: "unavailable",
        title: "The service is not available",
        detail: "It is restarting.",
      }),
    },
  },
};
export const Offline: Story = { parameters: { kit: { fault: offline } } };
export const Erased: Story = { args: { memberId: people.erased } };
export const VeryLong: Story = { args: { memberId: people.longName } };
export const RightToLeft: Story = rtl;
export const Dark: Story = dark;
export const Narrow: Story = { ...narrow, tags: ["narrow"] };
