import { css, html, nothing, type TemplateResult } from "lit";
import type { Operation } from "../../../../sdk/contract/index.js";
import { noteMessages } from "../../../locales/en/notes.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import { openLatePages, PAGE } from "../../late-pages.js";
import { toldStyles } from "../../late-told.js";
import type { OpenPanel, PanelHost } from "../../panel.js";
import type { ProfileView } from "../../profile-view.js";

type NotesView = ProfileView<typeof profileMessages & typeof noteMessages>;

const row = ({ note, operator, at }: Operation, { t, format }: NotesView): TemplateResult => {
  const by = operator?.name ? html`<span><bdi>${t("notes.by", { name: operator.name })}</bdi></span>` : nothing;
  return html`<li class="notes-row">
    <div class="notes-text" dir="auto">${note ?? "–"}</div>
    <div class="small muted told">${by}<time datetime=${at}>${format.date(at)} ${format.time(at)}</time></div>
  </li>`;
};

/** What the team wrote down about the member, newest first: the notes of the timeline, and nothing else of it. */
export const open = (host: PanelHost): OpenPanel =>
  openLatePages(host, {
    name: "notes",
    list: ({ members }, memberId) => members.activities(memberId, { type: "add-note", limit: PAGE }),
    row: (operation, { view }) => row(operation, view.with(noteMessages)),
    words: (view) => {
      const { t } = view.with(noteMessages);
      return {
        none: t("notes.none"),
        more: t("notes.more"),
        shown: (count) => t("notes.shown", { count }),
        failure: t("error.notes"),
      };
    },
  });

const own = css`
  .notes-row {
    padding-block: calc(var(--_u) * 2);
    padding-inline: calc(var(--_u) * 4);
    border-block-start: 1px solid var(--_border);
    font-size: var(--_fs-2);
  }
  .notes-text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .notes-row > .told {
    margin-block-start: 2px;
  }
`;

export const styles = [toldStyles, own];
