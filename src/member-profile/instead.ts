import { css, html, nothing, type TemplateResult } from "lit";
import type { Capabilities, MemberSummary } from "../../sdk/contract/index.js";
import type { KitController } from "../controllers/kit-controller.js";
import { kindOf, refusalIn } from "../errors.js";
import { retry } from "../icons/signs.js";
import { gone, lock } from "../icons/things.js";
import { insteadMessages } from "../locales/en/instead.js";
import { profileMessages } from "../locales/en/profile.js";
import type { Translate } from "../locales/translate.js";
import { copyable } from "../parts/copyable.js";
import { notice } from "../parts/notice.js";
import { errorNotice } from "./notices.js";

const words = { ...profileMessages, ...insteadMessages };

type InsteadTranslate = Translate<typeof words>;

interface Failure {
  readonly id: string;
  readonly error: unknown;
  /** Reads everything again. */
  readonly again: () => void;
  readonly capabilities?: Capabilities | undefined;
  /** Shows another member. */
  readonly open: (id: string) => void;
}

const panel = (content: unknown): TemplateResult => html`<div class="panel" part="panel">${content}</div>`;

const fact = (kit: KitController, label: string, consequences: readonly string[]): unknown =>
  consequences.length
    ? html`<dt>${label}</dt>
        ${consequences.map((each) => html`<dd>${kit.translate(`consequence.${each}`, each)}</dd>`)}`
    : nothing;

/** What every way to erase keeps, or frees: which one was taken is not known. */
const common = (capabilities: Capabilities | undefined, part: "kept" | "freed"): readonly string[] => {
  const [first, ...others] = capabilities?.actions.flatMap(({ consequences }) => consequences ?? []) ?? [];
  return first?.[part].filter((each) => others.every((other) => other[part].includes(each))) ?? [];
};

/** When and by whom, as far as the backend says so. */
const told = (kit: KitController, t: InsteadTranslate, { error, capabilities }: Failure): unknown => {
  const erasure = refusalIn(error)?.erased;
  if (!erasure) return nothing;
  const format = kit.format(capabilities?.program.timeZone);
  const { at, operator } = erasure;
  return html`<dt>${t("gone.at")}</dt>
    <dd>${format.date(at)}, ${format.time(at)}</dd>
    ${
      operator
        ? html`<dt>${t("gone.by")}</dt>
            <dd>${operator.name}</dd>`
        : nothing
    }`;
};

/** What remains of an erased member, by what the backend says of erasing. */
const erased = (kit: KitController, t: InsteadTranslate, failure: Failure): TemplateResult => {
  const { id, capabilities } = failure;
  return panel(
    html`<div class="gone row">
        <span class="avatar md blank" aria-hidden="true">${gone}</span>
        <div class="grow">
          <div class="row wrap">
            <h2 class="strong">${t("gone.title")}</h2>
            <span class="badge plain">${t("status.erased")}</span>
          </div>
          ${copyable(id, t("copy.member", { id }))}
        </div>
      </div>
      <div class="gone-body">
        <p>${t("gone.why")}</p>
        <dl class="facts gone-facts">
          ${told(kit, t, failure)}${fact(kit, t("gone.kept"), common(capabilities, "kept"))}${fact(kit, t("gone.freed"), common(capabilities, "freed"))}
        </dl>
      </div>`,
  );
};

/** A member who can't be shown: missing, erased, forbidden, or asked for by nobody who is signed in. */
export const memberFailure = (kit: KitController, failure: Failure): TemplateResult => {
  const { id, error, again, open } = failure;
  const t = kit.translator(words);
  const kind = kindOf(error);
  const copy = copyable(id, t("copy.member", { id }));
  const mergedInto = refusalIn(error)?.mergedInto;
  if (mergedInto) {
    const act = html`<button type="button" class="btn" @click=${() => open(mergedInto)}>
      ${t("merged.open", { id: mergedInto })}
    </button>`;
    return panel(notice({ icon: gone, title: t("merged.title"), why: t("merged.why"), act }));
  }
  if (kind === "gone") return erased(kit, t, failure);
  if (kind === "missing")
    return panel(notice({ icon: gone, title: t("missing.title"), why: t("missing.why"), act: copy }));
  if (kind === "forbidden")
    return panel(notice({ icon: lock, title: t("forbidden.title"), why: t("forbidden.why"), act: copy }));
  if (kind !== "authentication") return panel(errorNotice(t, t("error.member"), error, again));
  const act = html`<button type="button" class="btn" @click=${again}>${retry}${t("retry")}</button>`;
  return panel(notice({ icon: lock, title: t("authentication.title"), why: t("authentication.why"), act }));
};

/** Several members carry the host's id: the operator chooses. */
export const memberPicker = (
  kit: KitController,
  members: readonly MemberSummary[],
  choose: (id: string) => void,
): TemplateResult => {
  const t = kit.translator(words);
  return html`<div class="panel" part="panel">
    <div class="phead"><h2>${t("several.title", { count: members.length })}</h2></div>
    <div class="body">
      <p class="muted small">${t("several.why")}</p>
      <ul class="list">
        ${members.map(
          (member) =>
            html`<li>
              <button type="button" class="btn grow choice" @click=${() => choose(member.id)}>
                <span class="grow">${member.name}</span><span class="mono muted">${member.id}</span>${
                  member.tier ? html`<span class="badge plain">${member.tier.name}</span>` : nothing
                }
              </button>
            </li>`,
        )}
      </ul>
    </div>
  </div>`;
};

/** A contact of the host's who is not in the program. */
export const notAMember = (kit: KitController): TemplateResult => {
  const t = kit.translator(words);
  return panel(notice({ icon: gone, title: t("stranger.title"), why: t("stranger.why") }));
};

export const styles = css`
  .gone {
    padding: calc(var(--_u) * 3.5) calc(var(--_u) * 4);
    gap: calc(var(--_u) * 3);
    border-block-end: 1px solid var(--_border);
  }
  .gone-body {
    padding: calc(var(--_u) * 3.5) calc(var(--_u) * 4);
    display: grid;
    gap: calc(var(--_u) * 3);
  }
  .gone-facts dd {
    grid-column: 2;
  }
  .choice {
    justify-content: start;
    text-align: start;
    gap: calc(var(--_u) * 3);
    white-space: normal;
  }
`;
