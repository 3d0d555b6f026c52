import { html, nothing, type TemplateResult } from "lit";
import type { Message, Operation } from "../../../../sdk/contract/index.js";
import type { Icon } from "../../../icons/icon.js";
import { namedIcon } from "../../../icons/named.js";
import { check, stop } from "../../../icons/signs.js";
import type { messageMessages } from "../../../locales/en/messages.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import type { timelineMessages } from "../../../locales/en/timeline.js";
import { causeOf, isUndelivered, messageStatus } from "../../../parts/entry-words.js";
import type { ProfileView } from "../../profile-view.js";

export type MessagesView = ProfileView<typeof profileMessages & typeof timelineMessages & typeof messageMessages>;

const icons: Readonly<Record<string, string>> = { sms: "sms", email: "email", push: "bell" };

export const channelIcon = (channel: string): Icon => namedIcon(icons[channel] ?? "chat");

/** A longer text is folded: it would push away all others. */
const MOST_SHOWN = 280;

/** How a long text begins: whole words. */
const beginningOf = (text: string): string => {
  const end = text.lastIndexOf(" ", MOST_SHOWN);
  return `${text.slice(0, end > 0 ? end : MOST_SHOWN)}…`;
};

const bodyOf = (body: string, { t }: MessagesView): TemplateResult =>
  body.length <= MOST_SHOWN
    ? html`<div class="messages-text" dir="auto">${body}</div>`
    : html`<div class="messages-text messages-beginning" dir="auto">${beginningOf(body)}</div>
        <details class="small">
          <summary>${t("messages.whole")}</summary>
          <div class="messages-text" dir="auto">${body}</div>
        </details>`;

/** The words of a message, as long as they are kept. */
const words = ({ subject, body }: Message, view: MessagesView): unknown => {
  if (subject === null && body === null) return html`<div class="small muted">${view.t("messages.gone")}</div>`;
  return html`${subject ? html`<div class="medium messages-text" dir="auto">${subject}</div>` : nothing}${body ? bodyOf(body, view) : nothing}`;
};

/** What became of it, in a badge; a tick says that it has arrived. */
const status = (message: Message, view: MessagesView): TemplateResult => {
  const look = isUndelivered(message) ? "warning" : message.status === "queued" ? "pending plain" : "plain";
  const icon = isUndelivered(message) ? stop : message.status === "delivered" ? check : nothing;
  return html`<span class="badge ${look}">${icon}${messageStatus(message, view)}</span>`;
};

/** Why it was kept from its receiver, where the badge does not say so. */
const why = (message: Message, view: MessagesView): string[] => {
  const { reason } = message;
  const isSaid = message.status === "blocked" && (reason === "no-consent" || reason === "no-address");
  return isUndelivered(message) && reason && !isSaid ? [view.label("undelivered", reason)] : [];
};

/** Who or what sent it: an operator, and what it was part of; else the rule, the campaign or the source. */
const senders = (operation: Operation, view: MessagesView): string[] => {
  const { operator, cause } = operation;
  const by = operator?.name ? [view.t("entry.inline", { name: operator.name })] : [];
  return by.length && !cause ? by : [...by, causeOf(operation, view)];
};

/** One message: what it says, what became of it, when and by whom. */
export const messageRow = (operation: Operation, view: MessagesView): TemplateResult | typeof nothing => {
  const { message, at } = operation;
  if (!message) return nothing;
  const told = [
    ...why(message, view),
    `${view.format.date(at)} ${view.format.time(at)}`,
    ...senders(operation, view),
    message.template?.name ?? view.t("messages.own"),
    ...(message.cost && !isUndelivered(message) ? [view.format.money(message.cost)] : []),
  ];
  return html`<li class="messages-row">
    <span class="glyph ${isUndelivered(message) ? "warning" : ""}">${channelIcon(message.channel)}</span>
    <div class="messages-what">
      <div class="messages-head">
        <span class="small muted">${view.label("channel", message.channel)}</span> ${status(message, view)}
      </div>
      <div class="messages-bubble">${words(message, view)}</div>
      <div class="small muted told">${told.map((each) => html`<span><bdi>${each}</bdi></span>`)}</div>
    </div>
  </li>`;
};
