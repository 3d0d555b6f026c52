import { css, html, nothing, type TemplateResult } from "lit";
import type { Client } from "../../../../sdk/client/client.js";
import type { Consent, Operation } from "../../../../sdk/contract/index.js";
import { kindOf } from "../../../errors.js";
import { checkCircle, stop } from "../../../icons/signs.js";
import { consentMessages } from "../../../locales/en/consents.js";
import type { profileMessages } from "../../../locales/en/profile.js";
import { openReading } from "../../late-reading.js";
import type { OpenPanel, PanelContext, PanelHost } from "../../panel.js";
import { asWords } from "../../../format/code-words.js";
import type { ProfileView } from "../../profile-view.js";

type ConsentsView = ProfileView<typeof profileMessages & typeof consentMessages>;

/** The newest change of each channel that still counts; null: it could not be read. */
type Evidence = ReadonlyMap<string, Operation> | null;

const channelOf = ({ effects }: Operation): string | undefined =>
  effects.find(({ kind }) => kind === "consent")?.subject?.id;

const evidenceIn = (newestFirst: readonly Operation[]): Evidence =>
  new Map(
    newestFirst
      .filter(({ reversedBy, reverses }) => reversedBy === null && reverses === null)
      .map((operation) => [channelOf(operation) ?? "", operation] as const)
      .reverse(),
  );

/** A backend may know that they agree, and not since when. */
const stateOf = ({ granted, at }: Consent, { t, format }: ConsentsView): string => {
  if (at === null) return t(granted ? "consent.agreed" : "consent.never");
  return t(granted ? "consent.granted" : "consent.withdrawn", { date: format.date(at) });
};

/** By whom, from where and why it was recorded, and how they said so. */
const proof = (operation: Operation, view: ConsentsView): TemplateResult => {
  const { operator, source, reasonCode, note } = operation;
  const by = operator?.name ? view.t("consent.by", { name: operator.name }) : view.label("source", source);
  const said = reasonCode ? [by, asWords(reasonCode)] : [by];
  return html`<span class="consents-proof muted small"
    >${said.map((words) => html`<span><bdi>${words}</bdi></span>`)}${note ? html`<q dir="auto">${note}</q>` : nothing}</span
  >`;
};

const row = (consent: Consent, evidence: Evidence, view: ConsentsView): TemplateResult => {
  const operation = evidence?.get(consent.channel);
  // What was recorded since by other means has no entry: an older one says nothing of it.
  const isOfThis = operation && consent.at !== null && operation.at >= consent.at;
  return html`<li class="consent ${consent.granted ? "yes" : "no"}">
    ${consent.granted ? checkCircle : stop}<span>${view.label("channel", consent.channel)}</span
    ><span class="muted">${stateOf(consent, view)}</span>${isOfThis ? proof(operation, view) : nothing}
  </li>`;
};

/** Records, not switches, since changing one is an action. */
const draw = (evidence: Evidence, { member, view }: PanelContext, again: () => void): TemplateResult => {
  const own = view.with(consentMessages);
  if (!member.consents.length)
    return html`<div class="body"><p class="small muted">${own.t("consents.none")}</p></div>`;
  return html`<div class="body">
    <ul>
      ${member.consents.map((consent) => row(consent, evidence, own))}
    </ul>
    ${evidence ? nothing : withoutEvidence(own, again)}
  </div>`;
};

/** The consents came with the member: they stand, whatever became of their evidence. */
const withoutEvidence = ({ t }: ConsentsView, again: () => void): TemplateResult =>
  html`<p class="small muted" role="alert">
    ${t("error.evidence")} <button type="button" class="btn link sm" @click=${again}>${t("retry")}</button>
  </p>`;

const read = async ({ members }: Client, memberId: string, signal: AbortSignal): Promise<Evidence> => {
  try {
    return evidenceIn((await members.activities(memberId, { type: "set-consent" }).first({ signal })).data);
  } catch (error) {
    signal.throwIfAborted();
    return kindOf(error) === "unsupported" ? new Map() : null;
  }
};

/** Consents by channel, with their evidence: who recorded them, when, why, and how the member said so. */
export const open = (host: PanelHost): OpenPanel =>
  openReading(host, { read, draw, failure: (view) => view.with(consentMessages).t("error.evidence") });

export const styles = css`
  .consent {
    display: grid;
    grid-template-columns: 16px 1fr auto;
    gap: 0 calc(var(--_u) * 2.5);
    align-items: center;
    font-size: var(--_fs-2);
    padding-block: calc(var(--_u) * 1.25);
  }
  .consents-proof {
    grid-column: 2 / -1;
    display: flex;
    flex-wrap: wrap;
    column-gap: calc(var(--_u) * 1.5);
    overflow-wrap: anywhere;
  }
  .consents-proof span + span::before {
    content: "· ";
  }
  .consents-proof q {
    flex-basis: 100%;
  }
  .consent.yes > svg {
    color: var(--_success);
  }
  .consent.no > svg {
    color: var(--_warning);
  }
`;
