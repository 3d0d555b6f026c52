import type { TestBackend } from "../support/backend.js";
import { changeProgram, makeMember, makeTenant } from "../support/tenant.js";
import { catalogue } from "../../sdk/contract/index.js";
import { northwind } from "../../server/seed/northwind.js";
import { people } from "../../server/seed/people.js";
import type { Target, Who } from "./target.js";

/** The origin of the page that may call it. */
export const ORIGIN = "https://crm.test";

/** The reference backend, with all that the suite may be given: a seeded program, its people, and another program. */
export const referenceTarget = async (backend: TestBackend, changes: Partial<Target> = {}): Promise<Target> => {
  const [tenant, other] = [await backend.seed(), await makeTenant(backend.database)];
  // There is something that it can't do.
  const capabilities = northwind.program.capabilities.filter(
    (capability) => capability !== catalogue.resync.capability,
  );
  await changeProgram(backend.database, tenant, { capabilities });
  const tokens: Readonly<Record<Who, () => Promise<string>>> = {
    operator: () => backend.tokenFor({ tenant }),
    "other-tenant": () => backend.tokenFor({ tenant: other }),
    viewer: () => backend.tokenFor({ tenant, operator: "vera" }),
    limited: () =>
      backend.tokenFor({
        tenant,
        operator: "kim",
        limits: [{ action: "add", currency: null, per: "operation", amount: 50 }],
      }),
    expired: () => {
      const iat = Math.floor(backend.clock.now().getTime() / 1000) - 900;
      return backend.tokenFor({ tenant, claims: { iat, exp: iat + 300 } });
    },
  };
  return {
    baseUrl: backend.baseUrl,
    token: (who) => tokens[who](),
    memberId: people.mila,
    eraseId: await makeMember(backend.database, tenant),
    origin: ORIGIN,
    fetch: backend.fetch,
    // It carries out at once: nothing is waited for but certificates, which are signed with the due work.
    wait: () => backend.app.runDueWork(),
    now: () => backend.clock.now(),
    ...changes,
  };
};
