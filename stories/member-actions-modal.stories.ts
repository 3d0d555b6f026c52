import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html, nothing } from "lit";
import { userEvent } from "storybook/test";
import type { Client } from "../sdk/client/client.js";
import type { Simulation } from "../sdk/contract/index.js";
import { people } from "../server/seed/index.js";
import { team } from "../server/seed/northwind.js";
import { coreOnly, narrowed, sayingOf } from "../test/support/narrowed.js";
import { elsewhere, listening } from "./support/elsewhere.js";
import { answering, concluding, losingAnswers, offline, overtaking, refusing, silent } from "./support/faults.js";
import { find, press, see, type } from "./support/screen.js";
import { dark, narrow, pseudo, rtl } from "./support/stage.js";

interface Args {
  memberId: string;
  actions: string | null;
  action: string | null;
  open: boolean;
}

const meta: Meta<Args> = {
  title: "Elements/member-actions-modal",
  component: "member-actions-modal",
  args: { memberId: people.noa, actions: null, action: null, open: true },
  // A dialog covers its page: in the docs it has a page of its own.
  parameters: { docs: { story: { inline: false, height: "640px" } } },
  render: ({ memberId, actions, action, open }) =>
    html`<member-actions-modal
      member-id=${memberId}
      actions=${actions ?? nothing}
      action=${action ?? nothing}
      ?open=${open}
    ></member-actions-modal>`,
};

export default meta;

type Story = StoryObj<Args>;

/** Three sections in the order of the program's own back office, and Cancel. */
export const Default: Story = {
  tags: ["autodocs"],
  play: async ({ canvasElement }) => {
    for (const section of [/^Assets$/, /^Communication$/, /^Delete member$/]) await see(canvasElement, section);
    await find(canvasElement, "button", /^Cancel$/);
  },
};

export const Administrator: Story = { parameters: { kit: { operator: "ari" } } };
/** What the operator may not do is shown, disabled, with the reason in words. */
export const NoPermission: Story = { parameters: { kit: { operator: "vera" } } };
export const ChosenActions: Story = { args: { actions: "send-sms add:points delete" } };

export const Search: Story = {
  play: async ({ canvasElement }) => {
    const field = await find(canvasElement, "input");
    field.focus();
    await type(canvasElement, /Search/, "cred");
    await find(canvasElement, "button", /^Add credits/);
  },
};

export const AddPoints: Story = {
  args: { action: "add:points" },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "500");
    await see(canvasElement, /Not saved yet/);
  },
};

/** The session has ended: what was typed is kept, and one press tries again. */
export const SignInEnded: Story = {
  args: { action: "add:points" },
  parameters: { kit: { signsOut: true } },
  play: async ({ canvasElement, loaded }) => {
    await find(canvasElement, "label", /^Note/);
    await (loaded.client as Client).renewToken();
    await type(canvasElement, /^Note/, "Sorry for the wait");
    await see(canvasElement, /^Your sign-in has ended/);
    await press(canvasElement, /^Try again$/);
    await see(canvasElement, /^Your sign-in has ended/);
  },
};

/** More than Dana may add in a day. */
export const OverTheLimit: Story = {
  args: { action: "add:points" },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "5000");
    await see(canvasElement, /limit|2,000/i);
  },
};

/** More than there is to take: the amount says how much there is, and takes it at one press. */
const overdraw: Story = {
  args: { action: "redeem:points" },
  parameters: { kit: { operator: "ari" } },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "5000");
    await find(canvasElement, "button", /^Use 1,240$/);
  },
};
export const Overdraw: Story = overdraw;
export const OverdrawDark: Story = { ...overdraw, parameters: { ...overdraw.parameters, ...dark.parameters } };
export const NarrowOverdraw: Story = { ...narrow, ...overdraw, tags: ["narrow"] };
export const OverdrawRightToLeft: Story = {
  args: overdraw.args ?? {},
  parameters: { ...overdraw.parameters, ...rtl.parameters },
  play: ({ canvasElement }) => type(canvasElement, /^כמות/, "5000"),
};

/** What was typed and not sent is there again; one press drops it. */
const draftRestored: Story = {
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Add points/);
    await type(canvasElement, /^Amount/, "250");
    await press(canvasElement, /^Back/);
    await press(canvasElement, /^Add points/);
    await see(canvasElement, /^Draft restored$/);
  },
};
export const DraftRestored: Story = draftRestored;
export const DraftRestoredDark: Story = { ...draftRestored, ...dark };
export const NarrowDraftRestored: Story = { ...narrow, ...draftRestored, tags: ["narrow"] };

/** Refused for good, and at no field: no second try, and no request id. */
const refusedForGood: Story = {
  args: { action: "add:points" },
  parameters: {
    kit: {
      fault: refusing(/\/previews\//, {
        status: 409,
        code: "member-blocked",
        title: "This member is blocked",
        detail: "This member is blocked.",
      }),
    },
  },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "100");
    await see(canvasElement, /^This can't be done$/);
  },
};
export const RefusedForGood: Story = refusedForGood;
export const RefusedForGoodDark: Story = {
  ...refusedForGood,
  parameters: { ...refusedForGood.parameters, ...dark.parameters },
};

/** What was typed is wrong: each field says what would be right. */
const fieldErrors: Story = {
  args: { action: "add:points" },
  parameters: { kit: { operator: "ari", fault: narrowed(sayingOf("add", { maximum: 300, noteSeenBy: "member" })) } },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "500");
    await press(canvasElement, /^Add points/);
    await see(canvasElement, /^At most 300\.$/);
  },
};
export const FieldErrors: Story = fieldErrors;
export const FieldErrorsDark: Story = { ...fieldErrors, parameters: { ...fieldErrors.parameters, ...dark.parameters } };
export const NarrowFieldErrors: Story = { ...narrow, ...fieldErrors, tags: ["narrow"] };

/** The backend can only tell about what will happen, and undoes by an opposite entry. */
const estimate: Story = {
  args: { action: "add:points" },
  parameters: {
    kit: {
      operator: "ari",
      fault: narrowed((all) => ({ ...sayingOf("add", { undo: "compensating" })(all), preview: "estimate" })),
    },
  },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "500");
    await see(canvasElement, /^An estimate\./);
  },
};
export const Estimate: Story = estimate;
export const EstimateDark: Story = { ...estimate, parameters: { ...estimate.parameters, ...dark.parameters } };
export const EstimateRightToLeft: Story = {
  args: estimate.args ?? {},
  parameters: { ...estimate.parameters, ...rtl.parameters },
  play: ({ canvasElement }) => type(canvasElement, /^סכום|^כמות/, "500"),
};
export const NarrowEstimate: Story = { ...narrow, ...estimate, tags: ["narrow"] };

/** What colleagues gave this member lately stands in the preview, before more is given. */
const givenBefore: Story = {
  args: { action: "add:points" },
  parameters: {
    kit: {
      operator: "ari",
      fault: answering<Simulation>(/\/previews\/add$/, (simulation) => ({
        ...simulation,
        given: {
          ...{ days: 30, times: 4, currency: "points", amount: 650 },
          operators: [team.dana, team.ari, team.vera],
        },
      })),
    },
  },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "100");
    await see(canvasElement, /^Given by hand 4 times in 30 days · 650 points · by Dana Levi and 2 others\.$/);
  },
};
export const GivenBefore: Story = givenBefore;
export const GivenBeforeDark: Story = {
  ...givenBefore,
  parameters: { ...givenBefore.parameters, ...dark.parameters },
};
export const GivenBeforeRightToLeft: Story = {
  args: givenBefore.args ?? {},
  parameters: { ...givenBefore.parameters, ...rtl.parameters },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^סכום|^כמות/, "100");
    await see(canvasElement, /^ניתן ידנית/);
  },
};
export const NarrowGivenBefore: Story = { ...narrow, ...givenBefore, tags: ["narrow"] };

/** Another operator has added points while this one typed: what was typed stands, and the preview is new. */
const movedWhileTyping: Story = {
  args: { action: "add:points" },
  play: async (context) => {
    await userEvent.type(await find(context.canvasElement, "#field-amount"), "100");
    await find(context.canvasElement, ".preview[aria-busy=false] .effects");
    await listening(context);
    await elsewhere(context).actions.add(people.noa, { currency: "points", amount: 5 });
    await find(context.canvasElement, ".callout.info");
  },
};
export const MovedWhileTyping: Story = movedWhileTyping;
export const MovedWhileTypingDark: Story = { ...movedWhileTyping, ...dark };
export const MovedWhileTypingRightToLeft: Story = { ...movedWhileTyping, ...rtl };
export const NarrowMovedWhileTyping: Story = { ...narrow, ...movedWhileTyping, tags: ["narrow"] };

/** What another operator took meanwhile is missing now. */
const refusedMeanwhile: Story = {
  args: { action: "redeem:points" },
  play: async (context) => {
    await userEvent.type(await find(context.canvasElement, "#field-amount"), "1000");
    await find(context.canvasElement, ".preview[aria-busy=false] .effects");
    await listening(context);
    await elsewhere(context).actions.redeem(people.noa, { currency: "points", amount: 500 });
    await find(context.canvasElement, ".callout.info");
  },
};
export const RefusedMeanwhile: Story = refusedMeanwhile;
export const RefusedMeanwhileDark: Story = { ...refusedMeanwhile, ...dark };
export const RefusedMeanwhileRightToLeft: Story = { ...refusedMeanwhile, ...rtl };
export const NarrowRefusedMeanwhile: Story = { ...narrow, ...refusedMeanwhile, tags: ["narrow"] };

/** The balance had moved between the preview and the write: the receipt says so. */
const movedBeforeReceipt: Story = {
  args: { action: "add:points" },
  parameters: { kit: { operator: "ari", fault: overtaking({ currency: "points", amount: 5 }) } },
  play: async ({ canvasElement }) => {
    await userEvent.type(await find(canvasElement, "#field-amount"), "50");
    await find(canvasElement, ".preview[aria-busy=false] .effects");
    (await find(canvasElement, "#submit")).click();
    await find(canvasElement, "#done");
    await find(canvasElement, "dd", /1,245/);
  },
};
export const MovedBeforeReceipt: Story = movedBeforeReceipt;
export const MovedBeforeReceiptDark: Story = {
  ...movedBeforeReceipt,
  parameters: { ...movedBeforeReceipt.parameters, ...dark.parameters },
};
export const MovedBeforeReceiptRightToLeft: Story = {
  ...movedBeforeReceipt,
  parameters: { ...movedBeforeReceipt.parameters, ...rtl.parameters },
};
export const NarrowMovedBeforeReceipt: Story = { ...narrow, ...movedBeforeReceipt, tags: ["narrow"] };

/** A backend of the smallest level shows nothing beforehand. */
export const CoreOnly: Story = { args: { action: "add:points" }, parameters: { kit: { fault: narrowed(coreOnly) } } };

/** The consent is missing: the preview says that the message will be blocked. */
export const ConsentMissing: Story = {
  args: { action: "send-sms" },
};

/** What can't be undone is confirmed by typing. */
export const Delete: Story = {
  args: { action: "delete", memberId: people.scratch },
  parameters: { kit: { operator: "ari" } },
};

export const Receipt: Story = {
  args: { action: "add:points" },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "100");
    await press(canvasElement, /^Add 100 points$/);
    await see(canvasElement, /100 points added/);
  },
};

/** Who is erased stays erased, and the receipt offers the proof of it. */
const erased: Pick<Story, "args" | "play"> = {
  args: { action: "delete", memberId: people.scratch },
  play: async ({ canvasElement }) => {
    await userEvent.type(await find(canvasElement, "#field-confirmation"), people.scratch);
    (await find(canvasElement, "#submit[aria-disabled=false]")).click();
    (await find(canvasElement, "#certificate")).click();
    await see(canvasElement, /Saved as|נשמר בשם/);
  },
};
const byAri = { kit: { operator: "ari" } } as const;
export const Certificate: Story = { ...erased, parameters: byAri };
export const CertificateDark: Story = { ...erased, parameters: { ...byAri, ...dark.parameters } };
export const CertificateRightToLeft: Story = { ...erased, parameters: { ...byAri, ...rtl.parameters } };
export const NarrowCertificate: Story = { ...narrow, ...erased, tags: ["narrow"], parameters: byAri };

/** The answer is lost: the points may have been added, and nobody says "failed". */
export const OutcomeUnknown: Story = {
  args: { action: "add:points" },
  parameters: { kit: { fault: losingAnswers } },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "100");
    await press(canvasElement, /^Add 100 points$/);
    await see(canvasElement, /unknown/i);
  },
};

const addHundred: Pick<Story, "args" | "play"> = {
  args: { action: "add:points" },
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Amount/, "100");
    await press(canvasElement, /^Add 100 points$/);
    await find(canvasElement, "button", /^Close$/);
  },
};

/** The backend has taken it and carries it out later: no receipt yet, and it can be left. */
export const BeingCarriedOut: Story = { ...addHundred, parameters: { kit: { fault: concluding("pending") } } };
/** A second person decides. */
export const WaitingForApproval: Story = {
  ...addHundred,
  parameters: { kit: { fault: concluding("awaiting_approval") } },
};
/** It was taken, and came to nothing. */
export const NotDone: Story = {
  ...addHundred,
  parameters: {
    kit: {
      fault: concluding("rejected", [{ code: "declined", detail: "The till was closed. Ask for the receipt first." }]),
    },
  },
};
export const NotDoneDark: Story = {
  ...addHundred,
  parameters: { ...dark.parameters, kit: { fault: concluding("failed") } },
};
export const NarrowWaiting: Story = {
  ...narrow,
  ...addHundred,
  tags: ["narrow"],
  parameters: { kit: { fault: concluding("awaiting_approval") } },
};

const claiming = { args: { action: "claim-reward" }, parameters: { kit: { operator: "ari" } } } satisfies Story;

/** What this member may not claim says why. */
export const Rewards: Story = {
  ...claiming,
  play: async ({ canvasElement }) => {
    await find(canvasElement, "label", /It is for Gold and above/);
    await see(canvasElement, /^900 points$/);
  },
};
export const NarrowRewards: Story = { ...narrow, ...claiming, tags: ["narrow"] };
export const RewardsDark: Story = { ...claiming, parameters: { ...dark.parameters, ...claiming.parameters } };
const claimingPurchase = {
  args: { action: "claim-purchase" },
  parameters: { kit: { operator: "ari" } },
} satisfies Story;

/** What the till knows of a receipt shows once its number is typed. */
export const ClaimedPurchase: Story = {
  ...claimingPurchase,
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Receipt number/, "h-20417");
    await see(canvasElement, /^€11\.80$/);
  },
};
/** A receipt that no till knows is filled in from the paper. */
export const PurchaseByHand: Story = {
  ...claimingPurchase,
  play: async ({ canvasElement }) => {
    await type(canvasElement, /^Receipt number/, "P-1");
    await see(canvasElement, /fill in what it says/);
  },
};

const returning = { args: { action: "return-purchase" }, parameters: { kit: { operator: "ari" } } } satisfies Story;

/** A part of a purchase comes back, with a part of what it brought. */
export const ReturnedPurchase: Story = {
  ...returning,
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, "label", /^€363\.00/));
    await type(canvasElement, /^Amount that comes back/, "100");
    await see(canvasElement, /^€100\.00$/);
  },
};
export const NarrowReturns: Story = { ...narrow, ...returning, tags: ["narrow"] };
export const ReturnsDark: Story = { ...returning, parameters: { ...dark.parameters, ...returning.parameters } };

/** A forced claim takes what there is; what is short is said before and after. */
export const ForcedClaim: Story = {
  ...claiming,
  play: async ({ canvasElement }) => {
    await userEvent.click(await find(canvasElement, "label", /^Force the claim/));
    await userEvent.click(await find(canvasElement, "label", /^Espresso maker/));
    await see(canvasElement, /1,960 points short/);
    await press(canvasElement, /^Claim Espresso maker$/);
    await see(canvasElement, /Espresso maker claimed/);
  },
};

/** A preset of the host: from button to receipt in two presses. */
export const Preset: Story = {
  render: ({ memberId }) =>
    html`<member-actions-modal member-id=${memberId} open>
      <member-action name="add:points" amount="100" label="Sorry for the wait"></member-action>
      <member-action name="send-asset" gift-id="gift_pastry" label="A pastry on us"></member-action>
    </member-actions-modal>`,
  play: async ({ canvasElement }) => {
    await press(canvasElement, /Sorry for the wait/);
    await press(canvasElement, /^Add 100 points$/);
    await see(canvasElement, /100 points added/);
  },
};

export const Loading: Story = { parameters: { kit: { fault: silent(/\/members\//) } } };
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
export const Blocked: Story = { args: { memberId: people.blocked } };
export const Erased: Story = { args: { memberId: people.erased } };
export const VeryLong: Story = { args: { memberId: people.longName, action: "add:points" } };
export const RightToLeft: Story = rtl;
export const Pseudo: Story = { ...pseudo, ...narrow, tags: ["narrow"] };
export const Dark: Story = { ...dark, args: { action: "add:points" } };
export const Narrow: Story = { ...narrow, tags: ["narrow"] };
export const NarrowForm: Story = { ...narrow, tags: ["narrow"], args: { action: "add:points" } };
