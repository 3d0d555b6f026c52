import { css, html, nothing, type TemplateResult } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { catalogue, type Member, type Operation } from "../../sdk/contract/index.js";
import { ReadController } from "../controllers/read-controller.js";
import { asWords } from "../format/code-words.js";
import { givenTierMessages } from "../locales/en/given-tier.js";
import type { profileMessages } from "../locales/en/profile.js";
import { toldStyles } from "./late-told.js";
import type { ReadsOfMember } from "./panel.js";
import type { ProfileView } from "./profile-view.js";

type GivenView = ProfileView<typeof profileMessages & typeof givenTierMessages>;

/** The newest of those that gave tiers; they are few. */
const read = async ({ members }: Client, memberId: string, signal: AbortSignal): Promise<Operation[]> => {
  const gave = [catalogue.changeTier.id, catalogue.changeHiddenTier.id];
  const pages = await Promise.all(gave.map((type) => members.activities(memberId, { type }).first({ signal })));
  return pages.flatMap(({ data }) => data).filter(({ status }) => status === "applied");
};

/** Until when, by whom and why a member was given the tiers that they have. It is read from their timeline. */
export class GivenTier {
  readonly #reads: ReadController<Operation[]>;

  /** Of the host, the member is undefined where they have no tier that they were given. */
  constructor({ element, client, memberId }: ReadsOfMember) {
    this.#reads = new ReadController<Operation[]>(element, { client, key: memberId, read });
  }

  draw(member: Member, profile: ProfileView): unknown {
    const view = profile.with(givenTierMessages);
    const { value = [], error } = this.#reads.state;
    if (error)
      return html`<div class="given">
        <span>${view.t("error.given")}</span>
        <button type="button" class="btn link sm" @click=${() => void this.#reads.reload()}>${view.t("retry")}</button>
      </div>`;
    return [tierLine(member, value, view), hiddenTierLine(member, value, view)];
  }
}

const tierLine = ({ tier }: Member, operations: readonly Operation[], view: GivenView): unknown => {
  const gave = operations.find((each) => tier && each.tier?.after === tier.id);
  if (!tier || !gave) return nothing;
  const until = gave.tier?.until;
  return line(
    until === undefined
      ? view.t("given.for-good", { tier: tier.name })
      : view.t("given.until", { tier: tier.name, date: view.format.date(until) }),
    gave,
    view,
  );
};

const hiddenTierLine = ({ hiddenTier }: Member, operations: readonly Operation[], view: GivenView): unknown => {
  if (!hiddenTier) return nothing;
  const gave = operations.find(({ effects }) =>
    effects.some(({ kind, value }) => kind === "hidden-tier" && value?.after === hiddenTier.id),
  );
  return gave ? line(view.t("given.hidden", { tier: hiddenTier.name }), gave, view) : nothing;
};

/** Who did it, or what: a person comes before the job that theirs was a part of. */
const byWhom = ({ operator, cause, at }: Operation, { t, format }: GivenView): string => {
  const date = format.date(at);
  if (operator) return t("given.by", { name: operator.name ?? operator.id, date });
  return cause ? t("given.cause", { name: cause.name, date }) : date;
};

const line = (what: string, gave: Operation, view: GivenView): TemplateResult => {
  const { reasonCode, note } = gave;
  const told = [
    what,
    byWhom(gave, view),
    ...(reasonCode ? [view.translate(`reason.${reasonCode}`, asWords(reasonCode))] : []),
    ...(note ? [view.t("given.note", { note })] : []),
  ];
  return html`<p class="given told">${told.map((words) => html`<span><bdi>${words}</bdi></span>`)}</p>`;
};

const own = css`
  .given {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    min-inline-size: 0;
    margin-block-start: calc(var(--_u) * 1.5);
    font-size: var(--_fs-1);
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  .given > span:first-child {
    color: var(--_text);
  }
`;

export const styles = [toldStyles, own];
