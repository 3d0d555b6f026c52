import * as z from "zod/mini";
import type { Operation } from "../../../sdk/contract/index.js";
import { InstantInput } from "../../../sdk/contract/schemas/inputs.js";
import type { Call } from "../../http/route-handler.js";
import { cursorOf, DEFAULT_LIMIT } from "../../read/page.js";
import type { Intent } from "../intents/intent-store.js";
import { present } from "../intents/present.js";
import type { Found, VendorEntry } from "../vendor/vendor.js";
import type { GatewayServices } from "./services.js";

type Narrowed = Call<"activities">["query"];

const Own = z.strictObject({ at: InstantInput, id: z.string() });
const Place = z.strictObject({
  /** Of the last one shown: what is newer has come in since. */
  at: InstantInput,
  ledger: z.nullable(z.strictObject({ at: InstantInput, resume: z.unknown() })),
  own: z.nullable(Own),
});
type Place = z.output<typeof Place>;

const place = cursorOf(Place);

/** Something of a timeline, and where to go on behind it. */
interface Item {
  readonly operation: Operation;
  readonly place: Pick<Place, "ledger"> | Pick<Place, "own">;
}

const entryOperation = ({ memberId, entry }: { memberId: string; entry: VendorEntry }): Operation => ({
  ...{ id: entry.id, action: entry.action, status: "applied", member: { id: memberId }, operator: null },
  ...{ source: entry.source, cause: null, branch: null, at: entry.at, changes: [...entry.changes], tier: null },
  ...{ message: null, effects: [...entry.effects], warnings: [], reasonCode: null, note: entry.note, reference: null },
  ...{ reversible: null, reversedBy: null, reverses: null },
});

/** The act that an entry came of, where it was one of ours. */
const intentsOf = async (
  page: readonly VendorEntry[],
  { path }: GatewayServices,
): Promise<(entry: VendorEntry) => Intent | undefined> => {
  const intents = await path.store.ofEntries(
    page.map(({ id }) => id),
    page.flatMap(({ mark }) => mark ?? []),
  );
  const [byEntry, byId] = [
    new Map(intents.map((intent) => [intent.entry_id, intent])),
    new Map(intents.map((intent) => [intent.id, intent])),
  ];
  return ({ id, mark }) => byEntry.get(id) ?? byId.get(mark ?? "");
};

async function* ledgerItems(found: Found, behind: Place | null, services: GatewayServices): AsyncGenerator<Item> {
  const memberId = found.member.id;
  for await (const page of services.vendor.history(found, behind?.ledger ?? null)) {
    const intentOf = await intentsOf(page, services);
    for (const entry of page) {
      const intent = intentOf(entry);
      const own = intent && present(intent);
      // By its mark it was found to be done after all.
      const operation = own
        ? { ...own, status: own.status === "unknown" ? "applied" : own.status, at: entry.at }
        : null;
      yield {
        operation: operation ?? entryOperation({ memberId, entry }),
        place: { ledger: { at: entry.at, resume: entry.resume } },
      };
    }
  }
}

/** How many of our own acts are read at a time. */
const CHUNK = 50;

async function* ownItems(memberId: string, behind: Place | null, { path }: GatewayServices): AsyncGenerator<Item> {
  for (let from = behind?.own ?? null, isMore = true; isMore;) {
    const chunk = await path.store.besideLedger(memberId, from, CHUNK);
    for (const intent of chunk) {
      const operation = present(intent);
      from = { at: intent.at.toISOString(), id: intent.id };
      if (operation) yield { operation, place: { own: from } };
    }
    isMore = chunk.length === CHUNK;
  }
}

/** Both, newest first. */
async function* merged(ledger: AsyncGenerator<Item>, own: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let [a, b] = await Promise.all([ledger.next(), own.next()]);
  while (a.done !== true || b.done !== true) {
    if (a.done !== true && (b.done === true || a.value.operation.at >= b.value.operation.at)) {
      yield a.value;
      a = await ledger.next();
    } else if (b.done !== true) {
      yield b.value;
      b = await own.next();
    }
  }
}

const isAsked =
  ({ type, source, operator, from, to }: Narrowed) =>
  ({ action, source: by, operator: who, at }: Operation): boolean =>
    (type === undefined || action === type) &&
    (source === undefined || by === source) &&
    (operator === undefined || who?.id === operator) &&
    (from === undefined || Date.parse(at) >= Date.parse(from)) &&
    (to === undefined || Date.parse(at) <= Date.parse(to));

/** How many entries one request looks at for those it is asked for. */
const LOOKED_AT = 600;

/** The vendor's ledger with what we know of who did it and why, and our own acts that no ledger shows. */
export const activities = async ({ params, query }: Call<"activities">, services: GatewayServices) => {
  const found = await services.member(params.memberId);
  const limit = query.limit ?? DEFAULT_LIMIT;
  const behind = place.read(query.cursor);
  const all = merged(ledgerItems(found, behind, services), ownItems(found.member.id, behind, services));
  const data: Operation[] = [];
  let [now, next, looked]: [Place | null, string | null, number] = [behind, null, 0];
  const fits = isAsked(query);
  const isPast = query.from === undefined ? () => false : ({ at }: Operation) => at < (query.from ?? "");
  for await (const { operation, place: at } of all) {
    // It came in after the page before.
    if (behind && operation.at > behind.at) continue;
    if (isPast(operation)) break;
    const isFull = data.length === limit;
    if (isFull && fits(operation)) {
      next = now && place.write(now);
      break;
    }
    if (!isFull) {
      now = { ledger: now?.ledger ?? null, own: now?.own ?? null, ...at, at: operation.at };
      if (fits(operation)) data.push(operation);
    }
    if (++looked === LOOKED_AT) {
      next = now && place.write(now);
      break;
    }
  }
  return { data, page: { next } };
};
