import { catalogue, type Consent } from "../../../sdk/contract/index.js";
import { consentSet, consentTakenBack, shownConsent } from "../../domain/change-consent.js";
import { type ConsentState, NOW } from "../../domain/consent.js";
import type { ConsentEffect } from "../../domain/effects.js";
import { type Refused, refuseField } from "../../domain/refusal.js";
import type { GatewayDatabase, GatewayTransaction } from "../schema.js";
import type { Estimate, Found } from "../vendor/vendor.js";
import type { KeptAction, KeptChange } from "./kept-action.js";
import { changedMeanwhile } from "./meanwhile.js";

/** The channels that can be asked for. */
const CHANNELS = (catalogue.setConsent.fields.channel.options ?? []).map(({ value }) => String(value));

type Plan = Pick<ConsentEffect, "channel" | "before" | "after">;

const consentsOf = ({ member }: Found): { readonly consents: ReadonlyMap<string, ConsentState> } => ({
  consents: new Map(member.consents.map(({ channel, granted, at }) => [channel, { granted, at }])),
});

const planned = (effect: ConsentEffect | Refused): Estimate<Plan> | Refused => {
  if ("problem" in effect) return effect;
  const { channel, before, after } = effect;
  return { plan: { channel, before, after }, changes: [], effects: [shownConsent(effect)] };
};

/** Whose the consents are that are kept here. */
interface Keeping {
  readonly tenant: string;
  /** What the vendor is called, and the channels of which it knows itself. */
  readonly vendor: string;
  readonly vendorChannels: readonly string[];
}

/** What a program's members say of channels of which the vendor knows nothing. */
export class KeptConsents {
  readonly #database: GatewayDatabase;
  readonly #keeping: Keeping;
  readonly #channels: readonly string[];

  constructor(database: GatewayDatabase, keeping: Keeping) {
    this.#database = database;
    this.#keeping = keeping;
    this.#channels = CHANNELS.filter((channel) => !keeping.vendorChannels.includes(channel));
  }

  /** Of each channel that is kept: that they have not agreed, where nothing is recorded. */
  async of(memberId: string): Promise<Consent[]> {
    const rows = await this.#database
      .selectFrom("kept_consent")
      .select(["channel", "granted", "at"])
      .where("tenant", "=", this.#keeping.tenant)
      .where("member_id", "=", memberId)
      .execute();
    return this.#channels.map((channel) => {
      const { granted = false, at = null } = rows.find((row) => row.channel === channel) ?? {};
      return { channel, granted, at: at?.toISOString() ?? null };
    });
  }

  get actions(): Readonly<Record<"set-consent", KeptAction>> {
    const action: KeptAction<unknown, Plan> = {
      capability: { firesRules: "no", optionalFields: [], noteSeenBy: "internal" },
      estimate: async (found, { channel, granted }) =>
        this.#refusedChannel(channel as string) ??
        planned(consentSet(consentsOf(found), channel as string, granted as boolean)),
      undo: async (found, { plan }) => planned(consentTakenBack(consentsOf(found), { kind: "consent", ...plan })),
      keep: (trx, change) => this.#keep(trx, change),
    };
    return { "set-consent": action };
  }

  #refusedChannel(channel: string): Refused | null {
    return this.#channels.includes(channel)
      ? null
      : refuseField("channel", "not-offered", `${this.#keeping.vendor} keeps this consent itself. Change it there.`);
  }

  /** The row that there may be is locked by the insert: who changed it meanwhile was first. */
  async #keep(trx: GatewayTransaction, { memberId, plan, at }: KeptChange<Plan>): Promise<void> {
    const { channel, before, after } = plan;
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("kept_consent")
      .values({
        ...{ tenant: this.#keeping.tenant, member_id: memberId, channel, granted: after.granted },
        at: after.at === NOW ? at : after.at === null ? null : new Date(after.at),
      })
      .onConflict((conflict) =>
        conflict
          .columns(["tenant", "member_id", "channel"])
          .doUpdateSet((eb) => ({ granted: eb.ref("excluded.granted"), at: eb.ref("excluded.at") }))
          .where("kept_consent.granted", "=", before.granted),
      )
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) throw changedMeanwhile();
  }
}
