import { html, nothing, type TemplateResult } from "lit";
import type { Channel } from "../../../../sdk/contract/index.js";
import { senderOf } from "../../../../sdk/contract/senders.js";
import { messageMessages } from "../../../locales/en/messages.js";
import { timelineMessages } from "../../../locales/en/timeline.js";
import { actionWords } from "../../../parts/action-words.js";
import { openLatePages, PAGE } from "../../late-pages.js";
import { toldStyles } from "../../late-told.js";
import { launchButton, offers } from "../../launcher.js";
import type { OpenPanel, PanelContext, PanelHost } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";
import { channelIcon, messageRow, type MessagesView } from "./message-row.js";
import { styles as own } from "./styles.js";

export const styles = [toldStyles, own];

/** A message says what became of it, and who sent it, in the words of the timeline. */
const ownView = (view: ProfileView): MessagesView => view.with(timelineMessages).with(messageMessages);

/** A button that begins a message of a channel, where the backend sends any; alone, it says so in words. */
const sendButton = (channel: string, isAlone: boolean, { launcher }: PanelContext, view: MessagesView): unknown => {
  const action = senderOf(channel);
  const words = action && actionWords(view.capabilities, action);
  if (!action || !words || !launcher || !offers(launcher, action, null, view)) return nothing;
  const label = view.translate(`action.${action}.title`, words.title);
  const look = { action, part: "panel-action" };
  return isAlone
    ? launchButton({ ...look, look: "ghost sm", content: html`${channelIcon(channel)}${label}` }, launcher, view)
    : launchButton({ ...look, look: "ghost icon", content: channelIcon(channel), label }, launcher, view);
};

/** A member's messages: all of them, or the thread of one channel. */
class Threads {
  readonly #host: PanelHost;
  /** The channel; null: all. */
  #shown: string | null = null;

  constructor(host: PanelHost) {
    this.#host = host;
  }

  get shown(): string | null {
    return this.#shown;
  }

  /** What the route is asked for. */
  get filter(): { channel?: Channel } {
    return this.#shown === null ? {} : { channel: this.#shown as Channel };
  }

  draw(context: PanelContext): TemplateResult {
    const view = ownView(context.view);
    const channels = view.capabilities.channels.map(({ channel }) => channel);
    const sending = this.#shown === null ? channels : [this.#shown];
    return html`<div class="messages-bar">
      <div class="messages-threads" role="group" aria-label=${view.t("messages.thread")}>
        ${[null, ...channels].map((channel) => this.#choice(channel, view))}
      </div>
      <div class="messages-send">${sending.map((each) => sendButton(each, this.#shown !== null, context, view))}</div>
    </div>`;
  }

  #choice(channel: string | null, view: MessagesView): TemplateResult {
    const choose = () => {
      this.#shown = channel;
      this.#host.element.requestUpdate();
    };
    return html`<button
      type="button"
      class="btn sm messages-thread"
      aria-pressed=${this.#shown === channel}
      @click=${choose}
    >
      ${channel === null ? view.t("messages.all") : view.label("channel", channel)}
    </button>`;
  }
}

/** What was sent to the member, or was to be, newest first: a thread for each channel, and all of them. */
export const open = (host: PanelHost): OpenPanel => {
  const threads = new Threads(host);
  return openLatePages(host, {
    name: "messages",
    list: ({ members }, memberId) => members.messages(memberId, { ...threads.filter, limit: PAGE }),
    choice: () => threads.shown ?? "",
    above: (context) => threads.draw(context),
    row: (operation, { view }) => messageRow(operation, ownView(view)),
    words: (profileView) => {
      const view = ownView(profileView);
      const { t } = view;
      const { shown } = threads;
      return {
        none: shown === null ? t("messages.none") : t("messages.none.of", { channel: view.label("channel", shown) }),
        more: t("messages.more"),
        shown: (count) => t("messages.shown", { count }),
        failure: t("error.messages"),
      };
    },
  });
};
