import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import {
  type ActionId,
  catalogue,
  findAction,
  type Member,
  type Operation,
  type Simulation,
  type PickerList,
} from "../../sdk/contract/index.js";
import { northwind, people } from "../../server/seed/index.js";
import { type Caller, LASTING_KEYS, startBackend } from "../support/backend.js";
import { databases } from "../support/databases.js";

/** A member as they are before a step, and what they hold. */
interface World {
  readonly member: Member;
  readonly others: readonly string[];
  readonly gifts: readonly string[];
  readonly coupons: readonly string[];
  readonly cards: readonly string[];
  readonly purchases: readonly string[];
  /** Today, and some days later. */
  readonly day: (later: number) => string;
}

type Make = (world: World, n: number) => object | null;

const one = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];

const currencyOf = (n: number): string => (n % 3 === 0 ? "credits" : "points");
const reasonOf = (n: number): object => (n % 4 === 0 ? { reasonCode: "goodwill" } : {});
const amountOf: Make = (_, n) => ({ currency: currencyOf(n), amount: 1 + (n % 700), ...reasonOf(n) });
const named =
  (field: string, list: (world: World) => readonly string[]): Make =>
  (world, n) => {
    const id = one(list(world), n);
    return id === undefined ? null : { [field]: id };
  };
const pendingLots = ({ member }: World): string[] =>
  member.accounts.flatMap(({ lots }) => lots.flatMap(({ id, availableAt }) => (id && availableAt ? [id] : [])));
const typed: Make = ({ member }) => ({ confirmation: member.id });
const language = ({ member }: World) => member.details.find(({ id }) => id === "language")?.value ?? null;

/** What is asked of each action: right most of the time, and not always possible. One that is missing does not compile. */
const inputs: Readonly<Record<ActionId, Make>> = {
  add: (world, n) => ({
    ...amountOf(world, n),
    ...(n % 2 === 0 && { expiresAt: world.day(9 + (n % 30)) }),
    ...(n % 3 === 0 && { availableAt: world.day(1 + (n % 9)) }),
    ...(n % 4 === 0 && { notify: "tpl_sms_balance", customerMessage: `Thank you ${n % 9} times.` }),
  }),
  redeem: amountOf,
  subtract: amountOf,
  refund: amountOf,
  adjust: (_, n) => ({ currency: currencyOf(n), amount: (n % 2 ? 1 : -1) * (1 + (n % 300)) }),
  expire: amountOf,
  reinstate: (world, n) => ({ ...amountOf(world, n % 60), expiresAt: world.day(10 + (n % 50)) }),
  "release-pending": named("lotId", pendingLots),
  "cancel-pending": named("lotId", pendingLots),
  transfer: ({ others }, n) => ({ currency: currencyOf(n), amount: 1 + (n % 90), toMemberId: one(others, n) }),
  "send-asset": named("giftId", () => northwind.gifts.map(({ id }) => id)),
  "use-gift": named("heldGiftId", ({ gifts }) => gifts),
  "revoke-gift": named("heldGiftId", ({ gifts }) => gifts),
  "punch-card": (_, n) => ({ punchCardId: one(northwind.punchCards, n)?.id, count: 1 + (n % 4) }),
  "claim-reward": (_, n) => ({ rewardId: one(northwind.rewards, n)?.id, ...(n % 3 === 0 && { force: true }) }),
  "give-reward": (_, n) => ({ rewardId: one(northwind.rewards, n)?.id, deductPoints: n % 2 === 0 }),
  "revoke-reward": named("heldCouponId", ({ coupons }) => coupons),
  "claim-purchase": (world, n) => ({
    receipt: n % 7 === 0 ? "H-20390" : `R-${n % 90}`,
    ...(n % 7 !== 0 && { amount: 1 + (n % 9000), branchId: "b_station", date: world.day(-(n % 30)) }),
  }),
  "return-purchase": ({ purchases }, n) =>
    purchases.length > 0 ? { purchaseId: one(purchases, n), ...(n % 3 > 0 && { amount: 1 + (n % 4000) }) } : null,
  "send-sms": (_, n) => ({ body: `Hi {first_name}, you have {points} points ${n % 9}` }),
  "send-email": () => ({ templateId: "tpl_email_thanks" }),
  "send-notification": () => ({ title: "Hello", body: "A coffee on us" }),
  "send-message": (_, n) => ({ body: `Hi {first_name}, ${n % 9} things of yours are here` }),
  "set-consent": (_, n) => ({ channel: one(["sms", "email", "push"], n), granted: n % 2 === 0, evidence: "Said so" }),
  "add-note": (_, n) => ({ note: `Note ${n % 9}` }),
  "add-event": (_, n) => ({ type: "review", properties: { stars: 1 + (n % 5) } }),
  "edit-profile": (world, n) => ({
    changes: { language: { from: language(world), to: one(["en", "he", "de", "ar"], n) } },
  }),
  "add-card": (_, n) => ({ number: `7000 ${n % 40}` }),
  "replace-card": ({ cards }, n) => (cards.length > 0 ? { replaces: one(cards, n), number: `7000 ${n % 40}` } : null),
  resync: () => ({ integration: "newsletter" }),
  "change-currency": (_, n) => ({ currency: currencyOf(n) }),
  "change-tier": (world, n) => ({
    tierId: one(["silver", "gold"], n),
    ...(n % 3 === 0 && { until: world.day(n % 20) }),
  }),
  "change-hidden-tier": (_, n) => ({ hiddenTierId: one(northwind.program.hiddenTiers ?? [], n)?.id }),
  verify: () => ({}),
  block: (_, n) => (n % 3 === 0 ? {} : null),
  unblock: () => ({}),
  merge: ({ others }, n) => ({ mergedMemberId: one(others, n), confirmation: one(others, n) }),
  "opt-out": typed,
  anonymize: typed,
  delete: typed,
  "add-tag": (_, n) => ({ tag: one(["VIP", "vip", "regular", "oat milk"], n) }),
  "rename-tag": (_, n) => ({ tag: one(["VIP", "regular", "oat milk"], n), to: one(["weekend", "Vip", "VIP"], n % 7) }),
  "remove-tag": (_, n) => ({ tag: one(["VIP", "regular", "oat milk", "weekend"], n) }),
};

/** All that an operator reads off a preview and off a receipt, without what is new each time. */
const consequences = (operation: Operation & Pick<Simulation, "given">) => {
  const { id, at, status, previewTag, conflicts, reversible, message, effects, counterpart, given, ...rest } =
    operation;
  return {
    ...rest,
    message: message && { ...message, status: null, beyondGsm: null },
    effects: effects.map(({ issued, ...effect }) => ({ ...effect, issues: Boolean(issued) })),
    counterpart: counterpart && { ...counterpart, operation: null },
    known: [id, at, status, previewTag, conflicts, reversible, given].length,
  };
};

const SEED = 20_261_130;
const STEPS = 1_200;
const ids = Object.values(catalogue).map(({ id }) => id);
/** What leaves no member behind is done to others, or nobody would have a history. */
const last: readonly ActionId[] = ["merge", "opt-out", "anonymize", "delete"];
const { noa, mila, layla, longName, noDevice, pending, empty } = people;
/** Those who get a long history. */
const often = [noa, mila, layla, longName, noDevice, pending, empty];

const stepArbitrary = fc.record({
  // Something is pending now and then only.
  action: fc.constantFrom<ActionId[]>(...ids, "release-pending", "release-pending", "cancel-pending", "cancel-pending"),
  who: fc.nat(),
  n: fc.nat(),
  undoes: fc.nat({ max: 4 }).map((number) => number === 0),
  hours: fc.constantFrom(0, 0, 0, 1, 30),
});

for (const { name, open } of databases)
  describe(name, () => {
    test("L01 after any history, with clock jumps over expiries, the preview of every action and of its undo says what is then done, or why it is refused", async () => {
      const opened = await open();
      const backend = await startBackend({ database: opened.database, keys: LASTING_KEYS });
      try {
        const tenant = await backend.seed(undefined, 60);
        const ari: Caller = await backend.as({ tenant, claims: { exp: 4_000_000_000 } });
        const members = (await ari("/member-searches", { q: "", limit: 100 })).body.data.map(({ id }) => id);
        const once = members.filter((id) => !(often as string[]).includes(id));
        const done = new Map<string, number>();
        const undoable: string[] = [];
        const undone = { accepted: 0, refused: 0 };
        let refused = 0;

        const compare = (what: string, preview: Awaited<ReturnType<Caller>>, result: Awaited<ReturnType<Caller>>) => {
          assert.ok(preview.status < 500 && result.status < 500, `${what}: ${preview.text} ${result.text}`);
          if (result.status !== 200) {
            const said = ({ body }: typeof result) => [body.code, body.detail];
            assert.deepEqual(said(preview), said(result), what);
            return false;
          }
          assert.equal(preview.status, 200, `${what}: ${preview.text}`);
          const [seen, came] = [preview, result].map(({ text }) => consequences(JSON.parse(text) as Operation));
          assert.deepEqual(came, seen, what);
          return true;
        };

        for (const [index, step] of fc.sample(stepArbitrary, { seed: SEED, numRuns: STEPS }).entries()) {
          const what = `step ${index} ${JSON.stringify(step)}`;
          if (step.hours > 0) {
            backend.clock.advance(step.hours * 3_600_000);
            await backend.app.runDueWork();
          }
          const again = one(undoable, step.n);
          if (step.undoes && again !== undefined) {
            const preview = await ari(`/operations/${again}/reversal-preview`, {});
            const isDone = compare(what, preview, await ari(`/operations/${again}/reversal`, {}));
            undone[isDone ? "accepted" : "refused"]++;
            continue;
          }
          const memberId = one(last.includes(step.action) ? once : often, step.who) ?? "";
          const read = await ari(`/members/${memberId}`);
          if (read.status !== 200) continue;
          const lists = Object.values(findAction(step.action)?.fields ?? {}).map(({ list }) => list);
          // What was used or revoked is asked for now and then only.
          const isHeld = ({ status = "active" }) => status === "active" || step.n % 4 === 0;
          const held = async (list: PickerList, path: string) =>
            lists.includes(list)
              ? (await ari(`/members/${memberId}${path}`)).body.data.filter(isHeld).map(({ id }) => id)
              : [];
          const world: World = {
            member: JSON.parse(read.text) as Member,
            others: last.includes(step.action) ? once : often,
            gifts: await held("held-gifts", "/gifts"),
            coupons: await held("held-coupons", "/coupons"),
            cards: await held("held-cards", "/cards"),
            purchases: await held("purchases", "/purchases"),
            day: (later) => new Date(backend.clock.now().getTime() + later * 86_400_000).toISOString().slice(0, 10),
          };
          const input = inputs[step.action](world, step.n);
          if (!input) continue;
          const preview = await ari(`/members/${memberId}/previews/${step.action}`, input);
          const ifMatch =
            findAction(step.action)?.holds === "exact" ? { "If-Match": read.headers.get("ETag") ?? "" } : {};
          const result = await ari(`/members/${memberId}/actions/${step.action}`, input, {
            ...ifMatch,
            ...(preview.body.previewTag && { "Preview-Match": preview.body.previewTag }),
          });
          if (!compare(what, preview, result)) {
            refused++;
            continue;
          }
          done.set(step.action, (done.get(step.action) ?? 0) + 1);
          if (result.body.reversible) undoable.push(result.body.id);
        }
        assert.deepEqual(
          ids.filter((id) => !done.has(id)),
          [],
          "Every action was done at least once.",
        );
        assert.ok(refused > 20 && undone.accepted > 20 && undone.refused > 5, JSON.stringify({ refused, undone }));
      } finally {
        await backend.close();
        await opened.close().catch(() => undefined);
      }
    });
  });
