import { sql } from "kysely";
import { foldTag } from "../../../sdk/contract/tag.js";
import { shownTag, tagAdded, tagRemoved, tagRenamed, tagTakenBack, withTagChange } from "../../domain/change-tags.js";
import type { TagEffect } from "../../domain/effects.js";
import type { Refused } from "../../domain/refusal.js";
import { TagSet } from "../../domain/tag-set.js";
import { beginsWith, tagPage } from "../../read/tags.js";
import type { GatewayDatabase, GatewayTransaction } from "../schema.js";
import type { Estimate, Found, TagPage, TagSearch } from "../vendor/vendor.js";
import type { KeptAction, KeptChange } from "./kept-action.js";
import { changedMeanwhile } from "./meanwhile.js";

/** Who filters by `VIP` means `vip`, as in the reference backend. */
export const TAG_CASE = "folded";

/** What becomes of each tag, in order; the tags themselves are text of the act. */
interface Plan {
  readonly changes: readonly TagEffect["change"][];
}

const tagsOf = ({ member }: Found): TagSet => new TagSet(member.tags, TAG_CASE);

const planned = (effects: readonly TagEffect[] | Refused): Estimate<Plan> | Refused =>
  "problem" in effects
    ? effects
    : {
        plan: { changes: effects.map(({ change }) => change) },
        changes: [],
        effects: effects.map(shownTag),
      };

/** What was done, as far as its tags are still known. */
const doneBy = ({ changes }: Plan, tags: readonly string[]): TagEffect[] =>
  changes.flatMap((change, index) => {
    const tag = tags[index];
    return tag === undefined ? [] : [{ kind: "tag", change, tag }];
  });

/** Takes all of it back, the last of it first. */
const takenBack = (tags: TagSet, done: readonly TagEffect[]): TagEffect[] | Refused => {
  const back: TagEffect[] = [];
  let now = tags;
  for (const effect of done.toReversed()) {
    const inverted = tagTakenBack(now, effect);
    if ("problem" in inverted) return inverted;
    back.push(inverted);
    now = withTagChange(now, inverted);
  }
  return back;
};

/** The tags of a program's members, for a vendor that has none. */
export class KeptTags {
  readonly #database: GatewayDatabase;
  readonly #tenant: string;

  constructor(database: GatewayDatabase, tenant: string) {
    this.#database = database;
    this.#tenant = tenant;
  }

  /** In the order of their letters. */
  async of(memberId: string): Promise<string[]> {
    const rows = await this.#database
      .selectFrom("kept_tag")
      .select("tag")
      .where("tenant", "=", this.#tenant)
      .where("member_id", "=", memberId)
      .orderBy("tag")
      .execute();
    return rows.map(({ tag }) => tag);
  }

  search(search: TagSearch): Promise<TagPage> {
    const spelling = sql`
      select folded, tag, count(*)::bigint as members from kept_tag
      where tenant = ${this.#tenant} and ${beginsWith(search.prefix ?? "")} group by folded, tag`;
    return tagPage(this.#database, spelling, sql`null::text`, search);
  }

  get actions(): Readonly<Record<"add-tag" | "remove-tag" | "rename-tag", KeptAction>> {
    return {
      "add-tag": this.#action((tags, { tag }) => tagAdded(tags, tag as string)),
      "remove-tag": this.#action((tags, { tag }) => tagRemoved(tags, tag as string)),
      "rename-tag": this.#action((tags, { tag, to }) => tagRenamed(tags, tag as string, to as string)),
    };
  }

  #action(
    decide: (tags: TagSet, input: Readonly<Record<string, unknown>>) => readonly TagEffect[] | Refused,
  ): KeptAction {
    const action: KeptAction<unknown, Plan> = {
      capability: { firesRules: "no", optionalFields: [] },
      estimate: async (found, input) => planned(decide(tagsOf(found), input)),
      undo: async (found, { plan, text }) => planned(takenBack(tagsOf(found), doneBy(plan, text.tags))),
      keep: (trx, change) => this.#keep(trx, change),
    };
    return action;
  }

  async #keep(trx: GatewayTransaction, { memberId, plan, text }: KeptChange<Plan>): Promise<void> {
    for (const { change, tag } of doneBy(plan, text.tags)) {
      const isDone = await (change === "added" ? this.#add(trx, memberId, tag) : this.#remove(trx, memberId, tag));
      if (!isDone) throw changedMeanwhile();
    }
  }

  async #add(trx: GatewayTransaction, memberId: string, tag: string): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto("kept_tag")
      .values({ tenant: this.#tenant, member_id: memberId, tag, folded: foldTag(tag) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }

  async #remove(trx: GatewayTransaction, memberId: string, tag: string): Promise<boolean> {
    const { numDeletedRows } = await trx
      .deleteFrom("kept_tag")
      .where("tenant", "=", this.#tenant)
      .where("member_id", "=", memberId)
      .where("tag", "=", tag)
      .executeTakeFirstOrThrow();
    return numDeletedRows === 1n;
  }
}
