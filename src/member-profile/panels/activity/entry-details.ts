import { css, html, nothing, type TemplateResult } from "lit";
import {
  outcomeOf,
  type AttributeValue,
  type BalanceChange,
  type Delta,
  type Operation,
  type TierStep,
} from "../../../../sdk/contract/index.js";
import { entryDetailsMessages } from "../../../locales/en/entry-details.js";
import { detailText } from "../../../format/detail-text.js";
import { isBlocked } from "../../../parts/blocked.js";
import { copyable } from "../../../parts/copyable.js";
import { delta } from "../../../parts/delta.js";
import { referenceButton } from "../../../parts/reference-button.js";
import { rank } from "../../../parts/rank.js";
import { delta as deltaStyles } from "../../../theme/delta.js";
import { asWords } from "../../../format/code-words.js";
import type { TimelineView } from "./timeline-view.js";
import { messageStatus } from "../../../parts/entry-words.js";

type DetailsView = TimelineView<typeof entryDetailsMessages>;

const fact = (label: string, value: unknown, wide = ""): unknown =>
  value
    ? html`<dt>${label}</dt>
        <dd class=${wide}>${value}</dd>`
    : nothing;

const parts = ["spendable", "pending", "earned", "spent", "expired"] as const;

/** What was asked for, where less was there to be taken. */
const shortFact = ({ currency: code, requested, applied }: BalanceChange, view: DetailsView): unknown => {
  if (requested === applied) return nothing;
  const { scale, label } = view.currency(code);
  const said = (minor: number) => `${view.format.amount(Math.abs(minor), scale)} ${label}`;
  const values = { requested: said(requested), amount: said(requested - applied) };
  return fact(view.t("entry.requested"), view.t("entry.short", values));
};

const changeFacts = (change: BalanceChange, several: boolean, view: DetailsView): unknown => {
  const { scale, label } = view.currency(change.currency);
  const amount = (minor: number) => view.format.amount(minor, scale);
  const said = (moved: Delta) =>
    html`${delta(amount(moved.before), amount(moved.after), view.t("delta.to"))}${several ? ` ${label}` : nothing}`;
  const moves = parts.map((part) => {
    const moved = change[part];
    return moved ? fact(view.t(`entry.${part}`), said(moved)) : nothing;
  });
  return [...moves, shortFact(change, view)];
};

const between = (
  ladder: readonly TierStep[],
  { before, after }: NonNullable<Operation["effects"][number]["value"]>,
  view: DetailsView,
): TemplateResult => {
  const drawn = (value: AttributeValue) => {
    const id = typeof value === "string" ? value : null;
    return html`<span class="tier"
      >${rank(ladder, id)}${ladder.find((step) => step.id === id)?.name ?? id ?? "–"}</span
    >`;
  };
  return delta(drawn(before), drawn(after), view.t("delta.to"));
};

const tierFact = ({ tier }: Operation, view: DetailsView): unknown => {
  if (!tier) return nothing;
  const until = tier.until && view.t("entry.until", { date: view.format.date(tier.until) });
  const { tiers } = view.capabilities;
  return fact(view.t("entry.tier"), html`${between(tiers, tier, view)} <span class="muted">${until}</span>`);
};

const hiddenTierFact = ({ effects }: Operation, view: DetailsView): unknown => {
  const value = effects.find(({ kind }) => kind === "hidden-tier")?.value;
  return fact(view.t("entry.hidden-tier"), value && between(view.capabilities.hiddenTiers ?? [], value, view));
};

const messageFacts = ({ message }: Operation, view: DetailsView): unknown => {
  if (!message) return nothing;
  const { channel, subject, body, to, cost } = message;
  return html`${fact(view.label("channel", message.channel), messageStatus(message, view))}${fact(view.t("entry.to"), to && channel !== "push" && html`<bdi>${to}</bdi>`)}${fact(
    view.t("entry.cost"),
    cost && !isBlocked(message) && view.format.money(cost),
  )}${fact(view.t("entry.message"), (subject ?? body) && html`<span class="said" dir="auto">${[subject, body].filter(Boolean).join("\n")}</span>`, "wide")}`;
};

/** What is known of the member and their card, before and after; what was told of an event. */
const knownFacts = ({ effects }: Operation, view: DetailsView): unknown => {
  const words = { yes: view.t("yes"), no: view.t("no"), none: "–" };
  return effects.map(({ kind, subject, value, details, expiresAt }) => {
    if (details)
      return [
        details.map((each) =>
          fact(
            view.translate(`property.${each.id}`, each.label),
            html`<span class="said" dir="auto">${detailText(each.value, each.kind, view.format, words)}</span>`,
            "wide",
          ),
        ),
        fact(view.t("entry.points-expire"), expiresAt && view.format.date(expiresAt)),
      ];
    if ((kind !== "profile" && kind !== "card") || !subject || !value) return nothing;
    const said = (known: AttributeValue) => detailText(known, value.kind ?? "", view.format, words);
    const label = view.translate(`detail.${subject.id}`, subject.name);
    return fact(label, delta(said(value.before), said(value.after), view.t("delta.to"), "texts"), "wide");
  });
};

const operatorFact = (operation: Operation, view: DetailsView): unknown => {
  const { operator } = operation;
  return fact(
    view.t(outcomeOf(operation) === "done" ? "entry.by" : "entry.requested-by"),
    operator
      ? html`${operator.name} ${operator.email ? html`<bdi class="muted">${operator.email}</bdi>` : nothing}`
      : view.t("entry.automatic"),
  );
};

/** Who else it was about; their id leads to them. */
const otherFact = ({ counterpart }: Operation, view: DetailsView): unknown => {
  if (!counterpart) return nothing;
  const { id, name } = counterpart.member;
  return fact(view.t("entry.other"), html`<bdi>${name}</bdi> ${copyable(id, view.t("copy.member", { id }))}`);
};

/** Who did it, and what exactly: hidden behind the entry's info button (S0-27). */
export const entryDetails = (operation: Operation, undo: unknown, timelineView: TimelineView): TemplateResult => {
  const view = timelineView.with(entryDetailsMessages);
  const { changes, reasonCode, note, customerMessage, reference, id } = operation;
  return html`<div class="more" part="entry-details">
    <dl class="facts">
      ${operatorFact(operation, view)} ${fact(view.t("entry.approved-by"), operation.approvedBy?.name)}
      ${fact(view.t("entry.reason"), reasonCode && asWords(reasonCode))}
      ${changes.map((change) => changeFacts(change, changes.length > 1, view))} ${tierFact(operation, view)}
      ${hiddenTierFact(operation, view)} ${knownFacts(operation, view)} ${otherFact(operation, view)}
      ${messageFacts(operation, view)}
      ${fact(view.t("entry.note"), note && html`<span class="said" dir="auto">${note}</span>`, "wide")}
      ${fact(view.t("entry.customer-message"), customerMessage && html`<span class="said" dir="auto">${customerMessage}</span>`, "wide")}
      ${fact(view.t("entry.reference"), reference && referenceButton(reference, view.t("entry.look-up", { reference })))}
      ${fact(view.t("entry.operation"), copyable(id, view.t("copy.operation", { id })))}
      ${fact(view.t("entry.record"), view.t("entry.audited"))}
    </dl>
    ${undo}
  </div>`;
};

export const styles = [
  deltaStyles,
  css`
    .more {
      container-type: inline-size;
      position: relative;
      z-index: 1;
      grid-column: 3 / -1;
      margin-block: calc(var(--_u) * 2) calc(var(--_u) * 1.5);
      margin-inline: 0 calc(var(--_u) * 2);
      padding: calc(var(--_u) * 3) calc(var(--_u) * 3.5);
      border-radius: var(--_r-panel);
      background: var(--_subtle);
    }
    @container (inline-size >= max(480px, 30rem)) {
      .more .facts {
        grid-template-columns: repeat(2, auto minmax(0, 1fr));
      }
      .more .facts .wide {
        grid-column: 2 / -1;
      }
      .more .facts dt:has(+ .wide) {
        grid-column: 1;
      }
    }
    .more .delta:not(.texts) {
      overflow-wrap: normal;
    }
    .more > .btn {
      margin-block-start: calc(var(--_u) * 2);
      margin-inline-start: -8px;
    }
    .said {
      white-space: pre-wrap;
    }
    @container (inline-size < max(560px, 35rem)) {
      .more {
        grid-column: 1 / -1;
        margin-inline: 0;
      }
    }
    @media (forced-colors: active) {
      .more {
        border: 1px solid CanvasText;
      }
    }
  `,
];
