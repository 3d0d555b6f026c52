import { html, nothing, type TemplateResult } from "lit";
import type { Message, Operation } from "../../../sdk/contract/index.js";
import { check, stop } from "../../icons/signs.js";
import { isBlocked } from "../../parts/blocked.js";
import { aboutIn, type About } from "./preview-kind.js";
import type { MenuItem } from "../menu-item.js";
import type { ModalView } from "../modal-view.js";

const channels = ["sms", "email", "push"] as const;

/** A channel as it stands in a sentence; an unknown one by its own name. */
export const channelName = ({ t }: ModalView, channel: string): string => {
  const known = channels.find((each) => each === channel);
  return known ? t(`message.channel.${known}`) : channel;
};

/** The message as the member would read it. */
export const messageBubble = ({ subject, body }: Message): TemplateResult | typeof nothing =>
  subject || body
    ? html`<div class="bubble" dir="auto">${subject ? html`<b>${subject}</b> ` : nothing}<span>${body}</span></div>`
    : nothing;

const lengthOf = ({ t }: ModalView, { body, segments, channel }: Message): string => {
  const characters = t("message.characters", { count: body?.length ?? 0 });
  return channel === "sms" ? `${characters}, ${t("message.segments", { count: segments })}` : characters;
};

/** As many characters are named as a person reads. */
const MOST_NAMED = 3;

/** What makes an SMS longer, and so dearer, than it looks. */
const unicode = ({ t, format }: ModalView, beyondGsm: readonly string[]): string => {
  const named = beyondGsm.slice(0, MOST_NAMED).map((text) => t("message.quoted", { text }));
  const all = beyondGsm.length > MOST_NAMED ? [...named, "…"] : named;
  const characters = new Intl.ListFormat(format.locale, { type: "conjunction" }).format(all);
  return t("message.unicode", { count: beyondGsm.length, characters });
};

const delivery = ({ t }: ModalView, message: Message): TemplateResult =>
  isBlocked(message)
    ? html`<span class="badge warning">${stop}${t("message.blocked")}</span>`
    : html`<span class="badge success">${check}${t("message.ok")}</span>`;

/** A message that is blocked costs nothing. */
const costOf = ({ t, format }: ModalView, message: Message, about: About): unknown => {
  if (isBlocked(message)) return t("message.no-charge");
  return message.cost ? about(format.money(message.cost)) : t("message.free");
};

/** Where a message goes: a device's own id says nothing to an operator. Null: nowhere. */
const addressee = ({ t, member }: ModalView, { channel, to }: Message): unknown =>
  to && (channel === "push" ? t("message.app", { name: member.firstName }) : html`<bdi class="num">${to}</bdi>`);

/** Where a message goes, how long it is, what it costs and whether it will arrive. */
export const messageRows = (view: ModalView, message: Message, about: About): TemplateResult => {
  const to = addressee(view, message);
  return html`
    <dl class="effects">
      ${
        to
          ? html`<div>
              <dt>${view.t("message.to")}</dt>
              <dd>${to}</dd>
            </div>`
          : nothing
      }
      <div>
        <dt>${view.t("message.length")}</dt>
        <dd>${lengthOf(view, message)}</dd>
        ${message.beyondGsm?.length ? html`<dd class="by">${unicode(view, message.beyondGsm)}</dd>` : nothing}
      </div>
      <div>
        <dt>${view.t(isBlocked(message) ? "message.charge" : "message.cost")}</dt>
        <dd>${costOf(view, message, about)}</dd>
      </div>
      <div>
        <dt>${view.t("message.delivery")}</dt>
        <dd>${delivery(view, message)}</dd>
      </div>
    </dl>
  `;
};

/** The message of an operation. That by which the member is told of something else has a heading. */
export const messagePart = (
  view: ModalView,
  { action }: MenuItem,
  operation: Operation,
): TemplateResult | typeof nothing => {
  const { message } = operation;
  if (!message) return nothing;
  const heading = action.channel
    ? nothing
    : html`<h3 class="whose">${view.t("message.told", { name: view.member.firstName })}</h3>`;
  return html`${heading} ${messageBubble(message)} ${messageRows(view, message, aboutIn(view, operation))}`;
};

/** Why a message will be blocked, and what that means; nothing where it won't. */
export const blockedCallout = (
  view: ModalView,
  message: Message | null | undefined,
): TemplateResult | typeof nothing => {
  if (!message || !isBlocked(message)) return nothing;
  const values = { name: view.member.firstName, channel: channelName(view, message.channel) };
  const why =
    message.reason === "no-address"
      ? view.t("message.no-address", values)
      : !message.consent
        ? view.t("message.no-consent", values)
        : view.t("message.other-reason");
  return html`<div class="callout warning" role="status">
    ${stop}
    <div><b>${why}</b>${view.t("message.blocked.hint")}</div>
  </div>`;
};
