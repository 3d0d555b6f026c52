import assert from "node:assert/strict";
import { type Result, runConformance } from "../conformance/run.js";
import type { Who } from "../conformance/target.js";
import type { TestGateway } from "./gateway.js";

/** The origin of the page that may call a gateway of these tests. */
export const ORIGIN = "https://crm.test";

/** What a backend lacks is not tried, and says so. */
const LACKS =
  /^(The (backend|member|program|operator) (has|shows|does|can)\b|The backend tells of no changes|The backend's previews are estimates|It has no |Nobody can leave|A search finds)/;

/**
 * Holds a gateway to all that its capabilities promise: one member made for tests, to whom all is done, and one who is
 * erased. It lets pages of `ORIGIN` call.
 */
export const holdToContract = async (
  gateway: TestGateway,
  { memberId, eraseId }: { readonly memberId: string; readonly eraseId: string | null },
): Promise<readonly Result[]> => {
  const tokens: Readonly<Record<Who, () => Promise<string>>> = {
    operator: () => gateway.tokenFor(),
    "other-tenant": () => gateway.tokenFor({ tenant: "t_elsewhere" }),
    viewer: () => gateway.tokenFor({ operator: "vera" }),
    limited: () =>
      gateway.tokenFor({
        operator: "kim",
        limits: [{ action: "add", currency: null, per: "operation", amount: 50 }],
      }),
    expired: () => {
      const iat = Math.floor(gateway.clock.now().getTime() / 1000) - 900;
      return gateway.tokenFor({ claims: { iat, exp: iat + 300 } });
    },
  };
  const target = {
    ...{ baseUrl: gateway.baseUrl, token: (who: Who) => tokens[who](), memberId, eraseId, origin: ORIGIN },
    ...{ fetch: gateway.fetch, now: () => gateway.clock.now() },
    wait: async (ms: number) => gateway.clock.advance(ms),
  };
  const results: Result[] = [];
  for await (const result of runConformance(target)) results.push(result);
  return results;
};

/** Holds that nothing failed, and that what was not tried is what the backend lacks. */
export const assertHeld = (results: readonly Result[]): void => {
  const wrong = results.filter(({ outcome, why }) => outcome !== "pass" && !(outcome === "skip" && LACKS.test(why)));
  assert.deepEqual(
    wrong.map(({ sentence, outcome, why }) => `${outcome}: ${sentence.says}: ${why}`),
    [],
  );
};
