import type { Decorator, Meta, StoryObj } from "@storybook/web-components-vite";
import { html, nothing } from "lit";
import { userEvent } from "storybook/test";
import type { Client } from "../sdk/client/client.js";
import type { HeldCard, Household, Member, Message, Operation } from "../sdk/contract/index.js";
import { people } from "../server/seed/index.js";
import { operationOf } from "../test/support/fixtures.js";
import { coreOnly, narrowed } from "../test/support/narrowed.js";
import { elsewhere, listening } from "./support/elsewhere.js";
import { answering, cuttable, offline, refusing, silent } from "./support/faults.js";
import { find, press, see, type } from "./support/screen.js";
import { dark, narrow, pseudo, rtl } from "./support/stage.js";

interface Args {
  memberId: string | null;
  externalId: string | null;
  actions: string | null;
  panels: string | null;
  operator: "info" | "inline";
  layout: "auto" | "full" | "compact";
  readonly: boolean;
}

const meta: Meta<Args> = {
  title: "Elements/member-profile",
  component: "member-profile",
  args: {
    memberId: people.noa,
    externalId: null,
    actions: null,
    panels: null,
    operator: "info",
    layout: "auto",
    readonly: false,
  },
  render: ({ memberId, externalId, actions, panels, operator, layout, readonly }) =>
    html`<member-profile
      member-id=${memberId ?? nothing}
      external-id=${externalId ?? nothing}
      actions=${actions ?? nothing}
      panels=${panels ?? nothing}
      operator=${operator}
      layout=${layout}
      ?readonly=${readonly}
    ></member-profile>`,
};

export default meta;

const notApplied = ["pending", "awaiting_approval", "unknown", "rejected", "failed", "reversed"];

type Story = StoryObj<Args>;

/** Noa, as Dana of support sees her. */
export const Default: Story = {
  tags: ["autodocs"],
  play: async ({ canvasElement }) => {
    await see(canvasElement, /^Noa Ben-David$/);
    await see(canvasElement, /^Activity$/);
  },
};

export const Administrator: Story = { parameters: { kit: { operator: "ari" } } };
/** A viewer may do nothing: the buttons say so. */
export const NoPermission: Story = { parameters: { kit: { operator: "vera" } } };
export const ReadOnly: Story = { args: { readonly: true } };
/** Who did it stands in the line, not behind the info button. */
export const OperatorInline: Story = { args: { operator: "inline" } };
export const ChosenPanels: Story = { args: { panels: "activity balances", actions: "add:points send-sms" } };

/** In a column narrower than 440 px: what says how the member stands, then a line for each panel, which reads nothing. */
const sidebar: Decorator = (story) => html`<div .style=${"inline-size: min(368px, 100%)"}>${story()}</div>`;
export const Compact: Story = {
  decorators: [sidebar],
  play: async ({ canvasElement }) => {
    await find(canvasElement, "button", /^Consents$/);
    await find(canvasElement, "button", /^Show all activity$/);
  },
};
export const CompactOpened: Story = {
  ...Compact,
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Wallet$/);
    await press(canvasElement, /^Consents$/);
    await see(canvasElement, /^Withdrawn/);
    await see(canvasElement, /^Coffee for two$/);
  },
};
export const CompactWholeTimeline: Story = {
  ...Compact,
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Show all activity$/);
    await find(canvasElement, "button", /^Save as CSV$/);
  },
};
export const CompactDark: Story = { ...Compact, ...dark };
export const CompactRightToLeft: Story = { decorators: [sidebar], ...rtl };
export const CompactPseudo: Story = { decorators: [sidebar], ...pseudo };
export const NarrowCompact: Story = { ...narrow, tags: ["narrow"], play: Compact.play as NonNullable<Story["play"]> };

/** Contact data are dots for who may not see them; each can be looked at, which is recorded. */
export const Masked: Story = {
  args: { panels: "details" },
  parameters: { kit: { operator: "kim" } },
  play: async ({ canvasElement }) => {
    await find(canvasElement, "button", /^Show: E-mail$/);
  },
};
export const MaskedAndShown: Story = {
  ...Masked,
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Show: E-mail$/);
    await press(canvasElement, /^Show: Postal address$/);
    await find(canvasElement, "button", /^Hide: E-mail$/);
    await see(canvasElement, /^12 Quay Street/);
  },
};
export const MaskedNarrow: Story = { ...Masked, ...narrow };

/** What balances were, once it is asked for. */
const overTime: Story = {
  args: { panels: "balances" },
  play: async ({ canvasElement }) => {
    (await find(canvasElement, ".over-time button")).click();
    await find(canvasElement, ".history-plot svg");
  },
};
export const BalancesOverTime: Story = overTime;
export const BalancesOverTimeDark: Story = { ...overTime, parameters: dark.parameters };
export const BalancesOverTimeRightToLeft: Story = { ...overTime, parameters: rtl.parameters };
export const NarrowBalancesOverTime: Story = { ...narrow, ...overTime, tags: ["narrow"] };
export const BalancesAsATable: Story = {
  ...overTime,
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Over time$/);
    await press(canvasElement, /^As a table$/);
    await find(canvasElement, ".history td");
  },
};
/** Nothing was booked yet. */
export const NoBalancesOverTime: Story = {
  args: { panels: "balances", memberId: people.empty },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Over time$/);
    await see(canvasElement, /^Nothing has been booked yet/);
  },
};
/** They can't be read. */
export const BalancesOverTimeFailed: Story = {
  args: { panels: "balances" },
  parameters: {
    kit: {
      fault: refusing(/\/balance-history$/, {
        status: 403,
        code: "forbidden",
        title: "Your role can't do this",
        detail: "Ask an administrator.",
      }),
    },
  },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Over time$/);
    await see(canvasElement, /^Couldn't load the balances/);
  },
};

const gave = operationOf({
  ...{ action: "change-tier", tier: { before: "silver", after: "gold", until: "2027-01-31" } },
  ...{
    operator: { id: "u_ari", name: "Ari Cohen", email: null },
    reasonCode: "goodwill",
    note: "Moved from a partner",
  },
});

/** A tier that is not earned says until when, by whom and why it was given. */
const givenTier: Story = {
  args: { panels: "balances tags" },
  parameters: {
    kit: {
      fault: answering<Member | { data: Operation[] }>(/\/members\/[^/]+(\/activities)?$/, (answer) =>
        "data" in answer ? { ...answer, data: [gave] } : { ...answer, tier: { id: "gold", name: "Gold" } },
      ),
    },
  },
  play: ({ canvasElement }) => see(canvasElement, /^Gold was given until 31 Jan 2027$/),
};
export const GivenTier: Story = givenTier;
export const NarrowGivenTier: Story = { ...narrow, ...givenTier, tags: ["narrow"] };

/** What the purchases of a member tell of them. */
export const ShoppingHabits: Story = {
  args: { panels: "behaviour" },
  play: ({ canvasElement }) => see(canvasElement, /^Favourite items$/),
};
/** More purchases than the backend looks back on. */
export const ManyVisits: Story = {
  args: { panels: "behaviour" },
  parameters: {
    kit: {
      fault: answering<Member>(/\/members\/[^/]+$/, (member) => ({
        ...member,
        behaviour: member.behaviour && { ...member.behaviour, visits: { value: 200, precision: "at_least" } },
      })),
    },
  },
  play: ({ canvasElement }) => see(canvasElement, /^200 or more/),
};
export const NoPurchases: Story = {
  args: { memberId: people.empty, panels: "behaviour" },
  play: ({ canvasElement }) => see(canvasElement, /^No purchases yet/),
};

/** What the backend answers in the stories of messages: one of each state, whatever was sent to the member. */
const messagesOfAllStates = answering<{ data: Operation[] }>(/\/messages$/, ({ data: [first], ...page }) => {
  const sent = (id: number, more: Partial<Message>, rest: Partial<Operation> = {}): Operation[] => {
    if (!first?.message) return [];
    const message: Message = { ...first.message, consent: true, reason: null, ...more };
    return [{ ...first, id: `op_story_${id}`, at: `2026-11-${20 - id}T09:1${id}:00Z`, ...rest, message }];
  };
  const autumn = { source: "campaign", operator: null, cause: { id: "cmp_autumn", name: "Autumn" } };
  return {
    ...page,
    page: { next: "more" },
    data: [
      ...(first ? [first] : []),
      ...sent(1, { status: "queued", template: null, body: "We found your umbrella at Harbour." }),
      ...sent(2, { channel: "push", status: "delivered", subject: "A coffee on us", body: "Show this at the till." }),
      ...sent(3, { status: "failed", reason: "rejected" }, autumn),
      ...sent(4, {
        ...{ channel: "email", status: "sent", subject: "Thank you, Noa", segments: 1, cost: null },
        body: `Hi Noa,\n\n${"thank you for being with us all this year. ".repeat(9)}\n\nYour Northwind`,
      }),
      ...sent(5, { channel: "email", status: "delivered", to: null, subject: null, body: null }, autumn),
    ],
  };
});
const messages: Story = {
  args: { panels: "messages" },
  parameters: { kit: { fault: messagesOfAllStates } },
  play: ({ canvasElement }) => see(canvasElement, /^Show the whole text$/),
};
export const Messages: Story = messages;
export const MessagesDark: Story = { ...messages, parameters: { ...messages.parameters, ...dark.parameters } };
export const MessagesRightToLeft: Story = {
  ...messages,
  parameters: { ...messages.parameters, ...rtl.parameters },
  play: ({ canvasElement }) => find(canvasElement, "summary").then(() => undefined),
};
export const NarrowMessages: Story = { ...messages, ...narrow, tags: ["narrow"] };
export const NoMessages: Story = {
  args: { memberId: people.empty, panels: "messages" },
  play: ({ canvasElement }) => see(canvasElement, /^No messages yet/),
};
export const MessagesLoading: Story = {
  args: { panels: "messages" },
  parameters: { kit: { fault: silent(/\/messages$/) } },
  play: ({ canvasElement }) => find(canvasElement, ".messages-panel .sk").then(() => undefined),
};
const down = { status: 503, code: "unavailable", title: "The service is not available", detail: "It is restarting." };
const notYours = { status: 403, code: "forbidden", title: "Your role can't do this", detail: "Ask an administrator." };
export const MessagesFailed: Story = {
  args: { panels: "messages" },
  parameters: { kit: { fault: refusing(/\/messages$/, down) } },
  play: ({ canvasElement }) => see(canvasElement, /^Couldn't load the messages$/),
};
/** The operator may see the member, and not this. */
export const MessagesNotAllowed: Story = {
  args: { panels: "messages" },
  parameters: { kit: { fault: refusing(/\/messages$/, notYours) } },
  play: ({ canvasElement }) => see(canvasElement, /^Your role can't see this$/),
};

const cards: Story = {
  args: { panels: "cards" },
  parameters: {
    kit: {
      operator: "ari",
      fault: answering<{ data: HeldCard[] }>(/\/cards$/, ({ data: [first], ...page }) => ({
        ...page,
        data: first
          ? [
              first,
              { ...first, id: "mc_short", number: "77120" },
              { ...first, id: "mc_old", number: "6034120088710001", status: "replaced", replacedBy: first.id },
              { ...first, id: "mc_older", number: "6034120088710000", status: "replaced", replacedBy: null },
            ]
          : [],
      })),
    },
  },
  play: ({ canvasElement }) => see(canvasElement, /^Replaced by/),
};
export const Cards: Story = cards;
export const CardsDark: Story = { ...cards, parameters: { ...cards.parameters, ...dark.parameters } };
export const CardsRightToLeft: Story = {
  ...cards,
  parameters: { ...cards.parameters, ...rtl.parameters },
  play: ({ canvasElement }) => find(canvasElement, ".cards-row").then(() => undefined),
};
export const NarrowCards: Story = { ...cards, ...narrow, tags: ["narrow"] };
export const NoCards: Story = {
  args: { memberId: people.empty, panels: "cards" },
  play: ({ canvasElement }) => see(canvasElement, /^No cards yet/),
};
export const CardsLoading: Story = {
  args: { panels: "cards" },
  parameters: { kit: { fault: silent(/\/cards$/) } },
  play: ({ canvasElement }) => find(canvasElement, ".cards-panel .sk").then(() => undefined),
};
export const CardsFailed: Story = {
  args: { panels: "cards" },
  parameters: { kit: { fault: refusing(/\/cards$/, down) } },
  play: ({ canvasElement }) => see(canvasElement, /^Couldn't load the cards$/),
};
export const CardsNotAllowed: Story = {
  args: { panels: "cards" },
  parameters: { kit: { fault: refusing(/\/cards$/, notYours) } },
  play: ({ canvasElement }) => see(canvasElement, /^Your role can't see this$/),
};

const written = [
  "Prefers to be called after six.",
  "Comes with her dog, Bruno.\nHe gets a biscuit.",
  "לקוחה קבועה מ־2019",
];
const notes: Story = {
  args: { panels: "notes" },
  parameters: {
    kit: {
      operator: "ari",
      fault: answering<{ data: Operation[]; page: object }>(/\/activities$/, ({ data, ...page }) => ({
        ...page,
        // Nobody wrote any: what stands here is told as if they had.
        data: data.length ? data : written.map((note, index) => noteOf(note, index)),
      })),
    },
  },
  play: ({ canvasElement }) => see(canvasElement, /^Prefers to be called/),
};
const noteOf = (note: string, index: number): Operation => ({
  ...{ id: `op_note_${index}`, action: "add-note", status: "applied", member: { id: people.noa }, source: "manual" },
  ...{ operator: { id: "u_dana", name: "Dana Levi", email: null }, at: `2026-11-${18 - index}T09:00:00Z`, note },
  ...{ cause: null, branch: null, changes: [], tier: null, message: null, effects: [], warnings: [], reasonCode: null },
  ...{ reference: null, reversible: null, reversedBy: null, reverses: null },
});
export const Notes: Story = notes;
export const NotesDark: Story = { ...notes, parameters: { ...notes.parameters, ...dark.parameters } };
export const NotesRightToLeft: Story = { ...notes, parameters: { ...notes.parameters, ...rtl.parameters } };
export const NarrowNotes: Story = { ...notes, ...narrow, tags: ["narrow"] };
export const NoNotes: Story = {
  args: { panels: "notes" },
  play: ({ canvasElement }) => see(canvasElement, /^No notes yet/),
};
export const NotesLoading: Story = {
  args: { panels: "notes" },
  parameters: { kit: { fault: silent(/\/activities$/) } },
  play: ({ canvasElement }) => find(canvasElement, ".notes-panel .sk").then(() => undefined),
};
export const NotesFailed: Story = {
  args: { panels: "notes" },
  parameters: { kit: { fault: refusing(/\/activities$/, down) } },
  play: ({ canvasElement }) => see(canvasElement, /^Couldn't load the notes$/),
};
export const NotesNotAllowed: Story = {
  args: { panels: "notes" },
  parameters: { kit: { fault: refusing(/\/activities$/, notYours) } },
  play: ({ canvasElement }) => see(canvasElement, /^Your role can't see this$/),
};

/** Who belongs together with the member, and what each of them and all of them could spend. */
const household: Story = {
  args: { memberId: people.mila, panels: "household" },
  play: ({ canvasElement }) => find(canvasElement, "button", /^Open: Ines Park$/).then(() => undefined),
};
export const InAHousehold: Story = household;
export const InAHouseholdDark: Story = { ...household, parameters: dark.parameters };
export const InAHouseholdRightToLeft: Story = {
  ...household,
  parameters: rtl.parameters,
  play: ({ canvasElement }) => see(canvasElement, /^ראש משק הבית$/),
};
export const NarrowInAHousehold: Story = { ...narrow, ...household, tags: ["narrow"] };
/** All names, and what the household is called, are as long as they get. */
export const LongNamesInAHousehold: Story = {
  ...narrow,
  ...household,
  tags: ["narrow"],
  parameters: {
    kit: {
      fault: answering<{ household: Household }>(/\/household$/, ({ household: { name, members, ...rest } }) => ({
        household: {
          ...rest,
          name: `${name}, `.repeat(8),
          members: members.map((one) => ({ ...one, name: one.name.repeat(9) })),
        },
      })),
    },
  },
  play: ({ canvasElement }) => find(canvasElement, "button", /^Open: Ines ParkInes/).then(() => undefined),
};
export const HouseholdLoading: Story = {
  ...household,
  parameters: { kit: { fault: silent(/\/household$/) } },
  play: ({ canvasElement }) => find(canvasElement, ".household-panel .sk").then(() => undefined),
};
export const HouseholdFailed: Story = {
  ...household,
  parameters: { kit: { fault: refusing(/\/household$/, down) } },
  play: ({ canvasElement }) => see(canvasElement, /^Couldn't load the household$/),
};
export const HouseholdNotAllowed: Story = {
  ...household,
  parameters: { kit: { fault: refusing(/\/household$/, notYours) } },
  play: ({ canvasElement }) => see(canvasElement, /^Your role can't see this$/),
};

export const Loading: Story = {
  parameters: { kit: { fault: silent(/\/members\/[^/]+$/) } },
  play: ({ canvasElement }) =>
    find(canvasElement, "member-profile")
      .then(() => find(canvasElement, "[aria-busy=true], .skeleton"))
      .then(() => undefined),
};
/** Joined today, and did nothing yet. */
export const Empty: Story = { args: { memberId: people.empty } };
export const Failed: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/members\/[^/]+$/, {
        status: 503,
        code: "unavailable",
        title: "The service is not available",
        detail: "It is restarting.",
      }),
    },
  },
};
/** One panel fails; the rest of the profile stands. */
export const PanelFailed: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/activities$/, {
        status: 503,
        code: "unavailable",
        title: "The service is not available",
        detail: "It is restarting.",
      }),
    },
  },
};
/** What is not final, or came to nothing, stands in the timeline as what it is. */
export const Outcomes: Story = {
  parameters: {
    kit: {
      fault: answering<{ data: Operation[] }>(/\/activities$/, (page) => ({
        ...page,
        data: page.data.map((operation, index) => ({ ...operation, status: notApplied[index] ?? operation.status })),
      })),
    },
  },
  play: ({ canvasElement }) => see(canvasElement, /^Waiting for approval$/),
};
/** A backend of the smallest level: members, balances, two actions and the timeline. */
const core = { kit: { fault: narrowed(coreOnly) } };
export const CoreOnly: Story = {
  parameters: core,
  play: ({ canvasElement }) => see(canvasElement, /^Activity$/),
};
export const CoreOnlyDark: Story = { parameters: { ...core, ...dark.parameters } };
export const CoreOnlyRightToLeft: Story = { parameters: { ...core, ...rtl.parameters } };
export const NarrowCoreOnly: Story = { ...narrow, tags: ["narrow"], parameters: core };
export const Offline: Story = { parameters: { kit: { fault: offline } } };
/** The operator may not see this member at all. */
export const NotAllowed: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/members\/[^/]+$/, {
        status: 403,
        code: "forbidden",
        title: "Your role can't do this",
        detail: "Ask an administrator.",
      }),
    },
  },
};
export const Erased: Story = { args: { memberId: people.erased } };
export const Unknown: Story = { args: { memberId: "m_nobody" } };
/** The contact of the CRM is not in the program. */
export const NotAMember: Story = { args: { memberId: null, externalId: "CRM-nobody" } };
/** Two members carry the contact's id. */
export const SeveralMatch: Story = { args: { memberId: null, externalId: "CRM-TEST-01" } };
export const Blocked: Story = { args: { memberId: people.blocked } };
export const VeryLong: Story = { args: { memberId: people.longName } };
export const RightToLeft: Story = rtl;

/** What of it is not translated, and what is cut off. */
export const Pseudo: Story = { ...pseudo, ...narrow, tags: ["narrow"] };
export const ArabicName: Story = { args: { memberId: people.layla } };
export const Dark: Story = dark;
export const Narrow: Story = { ...narrow, tags: ["narrow"] };
export const NarrowVeryLong: Story = { ...narrow, tags: ["narrow"], args: { memberId: people.longName } };

/** Another operator has added points meanwhile: the figures that moved are marked for a moment. */
const moved: Story = {
  args: { panels: "balances activity" },
  play: async (context) => {
    await find(context.canvasElement, "[part=chat-button]");
    await listening(context);
    await elsewhere(context).actions.add(people.noa, { currency: "points", amount: 260, note: "Sorry for the wait" });
    await find(context.canvasElement, ".balance .moved", /^1,500$/);
  },
};
export const Moved: Story = moved;
export const MovedDark: Story = { ...moved, ...dark };
export const MovedRightToLeft: Story = { ...moved, ...rtl };
export const NarrowMoved: Story = { ...narrow, ...moved, tags: ["narrow"] };

const network = cuttable();
/** The backend is not reached any more: what was read stands, and says when it was. */
const cutOff: Story = {
  args: { panels: "balances activity" },
  parameters: { kit: { fault: network.fault } },
  play: async ({ canvasElement, loaded }) => {
    network.cut(false);
    await find(canvasElement, ".entry");
    network.cut(true);
    (loaded.client as Client).markStale(people.noa);
    await find(canvasElement, ".banner");
  },
};
export const CutOff: Story = cutOff;
export const CutOffDark: Story = { ...cutOff, parameters: { ...cutOff.parameters, ...dark.parameters } };
export const CutOffRightToLeft: Story = { ...cutOff, parameters: { ...cutOff.parameters, ...rtl.parameters } };
export const NarrowCutOff: Story = { ...narrow, ...cutOff, tags: ["narrow"] };

/** The timeline, saved as a file. */
const savedAsCsv: Story = {
  args: { panels: "activity" },
  parameters: { kit: { operator: "ari" } },
  play: async ({ canvasElement }) => {
    (await find(canvasElement, ".filters .btn")).click();
    await find(canvasElement, ".activity-file");
  },
};
const readsFile = /\/activities\?.*limit=100/;
export const SavingAsCsv: Story = { ...savedAsCsv, parameters: { kit: { operator: "ari", fault: silent(readsFile) } } };
export const SavingAsCsvRightToLeft: Story = {
  ...savedAsCsv,
  parameters: { kit: { operator: "ari", fault: silent(readsFile) }, ...rtl.parameters },
};
export const NarrowSavingAsCsv: Story = { ...narrow, ...SavingAsCsv, tags: ["narrow"] };
export const SavedAsCsv: Story = savedAsCsv;
export const SavedAsCsvDark: Story = { ...savedAsCsv, parameters: { ...savedAsCsv.parameters, ...dark.parameters } };
export const NarrowSavedAsCsv: Story = { ...narrow, ...savedAsCsv, tags: ["narrow"] };
export const SavedAsCsvFailed: Story = {
  ...savedAsCsv,
  parameters: {
    kit: {
      operator: "ari",
      fault: refusing(readsFile, {
        status: 503,
        code: "unavailable",
        title: "The service is not available",
        detail: "It is restarting.",
      }),
    },
  },
  play: async (context) => {
    (await find(context.canvasElement, ".filters .btn")).click();
    await see(context.canvasElement, /^No file was saved$/);
  },
};

const TICKET = "T-4711";
/** Opens the palette and looks a ticket up by it. */
const lookUp = async (canvasElement: HTMLElement): Promise<void> => {
  await find(canvasElement, "[part=chat-button]");
  (await find(canvasElement, "[part=actions-button]")).focus();
  await userEvent.keyboard("/");
  await userEvent.type(await find(canvasElement, "[role=combobox]"), TICKET);
  await find(canvasElement, "[role=option]", new RegExp(TICKET));
  await userEvent.keyboard("{Enter}");
};
/** Everything that was done for a ticket, whoever it was done to; a part of it was taken back. */
const ticket: Story = {
  play: async (context) => {
    const { actions, undo } = elsewhere(context);
    const input = { currency: "points", note: "Sorry for the wait", reference: TICKET } as const;
    await actions.add(people.noa, { ...input, amount: 100 });
    await actions.addTag(people.longName, { tag: "complained", reference: TICKET });
    await undo(await actions.add(people.mila, { ...input, amount: 50 }), { reference: TICKET });
    await lookUp(context.canvasElement);
    await find(context.canvasElement, ".ticket-row");
  },
};
export const Ticket: Story = ticket;
export const TicketDark: Story = { ...ticket, ...dark };
export const TicketRightToLeft: Story = { ...ticket, ...rtl };
export const NarrowTicket: Story = { ...narrow, ...ticket, tags: ["narrow"] };
export const TicketOfNothing: Story = {
  play: async ({ canvasElement }) => {
    await lookUp(canvasElement);
    await see(canvasElement, /^Nothing was done for it$/);
  },
};
export const TicketFailed: Story = {
  parameters: {
    kit: {
      fault: refusing(/\/operation-searches$/, {
        status: 503,
        code: "unavailable",
        title: "The service is not available",
        detail: "It is restarting.",
      }),
    },
  },
  play: async ({ canvasElement }) => {
    await lookUp(canvasElement);
    await see(canvasElement, /^Couldn't look it up/);
  },
};

/** What is typed in the palette is read as an action, its amount and its note. */
const palette: Story = {
  parameters: { kit: { operator: "ari" } },
  play: async ({ canvasElement }) => {
    // The keys are heard once the page was idle: so is this button drawn.
    await find(canvasElement, "[part=chat-button]");
    (await find(canvasElement, "[part=actions-button]")).focus();
    await userEvent.keyboard("/");
    const line = await find(canvasElement, "[role=combobox]");
    await userEvent.type(line, "add 100 Sorry for the wait");
    await find(canvasElement, "[role=option]", /^Add points/);
  },
};
export const Palette: Story = palette;
export const PaletteDark: Story = { ...palette, parameters: { ...palette.parameters, ...dark.parameters } };
export const NarrowPalette: Story = { ...narrow, ...palette, tags: ["narrow"] };
export const PaletteRightToLeft: Story = {
  parameters: { ...palette.parameters, ...rtl.parameters },
  play: async ({ canvasElement }) => {
    await find(canvasElement, "[part=chat-button]");
    (await find(canvasElement, "[part=actions-button]")).focus();
    await userEvent.keyboard("/");
    await find(canvasElement, "[role=option]");
  },
};

/** What an undo would do stands there before it is done. */
export const UndoPreview: Story = {
  parameters: { kit: { operator: "ari" } },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Undo: Points added/);
    await find(canvasElement, ".takes", /^Points/);
  },
};

/** From the Actions button to the receipt, and back: the points are added, and taken back. */
export const AddAndUndo: Story = {
  parameters: { kit: { operator: "ari" } },
  play: async ({ canvasElement }) => {
    await press(canvasElement, /^Actions$/);
    await press(canvasElement, /^Add points/);
    await type(canvasElement, /^Amount/, "100");
    await press(canvasElement, /^Add 100 points$/);
    await see(canvasElement, /100 points added/);
    await press(canvasElement, /^Undo/);
    await see(canvasElement, /undone/i);
  },
};
