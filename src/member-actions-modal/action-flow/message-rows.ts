import { html, nothing, type TemplateResult } from "lit";
import type { Message } from "../../../sdk/contract/index.js";
import { check, stop } from "../../icons/signs.js";
import { isBlocked, type Scene } from "../modal-view.js";

const channels = ["sms", "email", "push"] as const;

/** A channel as it stands in a sentence; an unknown one by its own name. */
const channelName = ({ say }: Scene, channel: string): string => {
  const known = channels.find((each) => each === channel);
  return known ? say(`message.channel.${known}`) : channel;
};

/** The message as the member would read it. */
export const messageBubble = ({ subject, body }: Message): TemplateResult | typeof nothing =>
  subject || body ? html`<div class="bubble" dir="auto">${subject ? html`<b>${subject}</b> ` : nothing}${body}</div>` : nothing;

const lengthOf = ({ say }: Scene, { body, segments, channel }: Message): string => {
  const characters = say("message.characters", { count: body?.length ?? 0 });
  return channel === "sms" ? `${characters}, ${say("message.segments", { count: segments })}` : characters;
};

const delivery = ({ say }: Scene, message: Message): TemplateResult =>
  isBlocked(message)
    ? html`<span class="badge warning">${stop}${say("message.blocked")}</span>`
    : html`<span class="badge success">${check}${say("message.ok")}</span>`;

/** Where a message goes, how long it is, what it costs and whether it will arrive. */
export const messageRows = (scene: Scene, message: Message): TemplateResult => html`
  <dl class="effects">
    ${
      message.to
        ? html`<div>
            <dt>${scene.say("message.to")}</dt>
            <dd><bdi class="num">${message.to}</bdi></dd>
          </div>`
        : nothing
    }
    <div>
      <dt>${scene.say("message.length")}</dt>
      <dd>${lengthOf(scene, message)}</dd>
    </div>
    <div>
      <dt>${scene.say("message.cost")}</dt>
      <dd>${message.cost ? html`<bdi class="num">${scene.format.money(message.cost)}</bdi>` : scene.say("message.free")}</dd>
    </div>
    <div>
      <dt>${scene.say("message.delivery")}</dt>
      <dd>${delivery(scene, message)}</dd>
    </div>
  </dl>
`;

/** Why a message will be blocked, and what that means; nothing where it won't. */
export const blockedCallout = (scene: Scene, message: Message | null | undefined): TemplateResult | typeof nothing => {
  if (!message || !isBlocked(message)) return nothing;
  const values = { name: scene.member.firstName, channel: channelName(scene, message.channel) };
  const why =
    message.reason === "no-address"
      ? scene.say("message.no-address", values)
      : !message.consent
        ? scene.say("message.no-consent", values)
        : scene.say("message.other-reason");
  return html`<div class="callout warning" role="status">
    ${stop}
    <div><b>${why}</b>${scene.say("message.blocked.hint")}</div>
  </div>`;
};
