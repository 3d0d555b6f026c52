import type { Client } from "../../../../sdk/index.js";
import {
  breakNext,
  clientFor,
  newTenant,
  problem,
  readable,
  release,
  seedingMs,
  type Tenant,
  until,
} from "../../backend.js";
import { clear, type ProfilePage, showProfile } from "../profile-page.js";

/** Where a panel is looked at: its name, and whose profile it stands in. */
interface Place {
  readonly name: string;
  readonly memberId: string;
}

/** A panel that loads later, in a program of its own that lasts for a suite; call it in its `describe`. */
export const latePanel = (
  { name, memberId }: Place,
  seed: (tenant: Tenant) => Promise<void> = async () => undefined,
) => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
    await seed(tenant);
  });
  const reset = async () => {
    await release(tenant);
    clear();
  };
  afterEach(reset);

  const rows = (page: ProfilePage) => page.all(`.${name}-row`).map((row) => readable(row.textContent));
  const panel = (page: ProfilePage) => page.find(`.${name}-panel`) as HTMLElement;
  const show = (client: Client = clientFor(tenant), attributes: Record<string, string> = {}): Promise<ProfilePage> =>
    showProfile(client, { "member-id": memberId, panels: `${name} activity`, ...attributes }).ready();

  return {
    tenant: () => tenant,
    /** The program works again, and the page is empty. */
    reset,
    rows,
    panel,
    show,
    /** Its list can't be read, which it says and tries again when asked; then it may not be seen. Answers that page. */
    failsAndIsForbidden: async (
      path: string,
      failure: string,
      isThereAgain: (page: ProfilePage) => unknown,
      attributes?: Record<string, string>,
    ): Promise<ProfilePage> => {
      await breakNext(tenant, { path, fault: problem(400, "odd"), times: 9 });
      const failing = await show(undefined, attributes);
      await failing.says(failure);
      await release(tenant);
      (await failing.button("Try again", panel(failing))).click();
      await until(() => isThereAgain(failing), "another try");
      await reset();
      await breakNext(tenant, { path, fault: problem(403, "forbidden"), times: 9 });
      const forbidden = await show();
      await forbidden.says("Your role can't see this");
      return forbidden;
    },
  };
};
