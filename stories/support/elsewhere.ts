import { waitFor } from "storybook/test";
import type { Client } from "../../sdk/client/client.js";

/** What a play function is given. */
interface Playing {
  readonly loaded: Record<string, unknown>;
}

/** The client that another operator works with. */
export const elsewhere = ({ loaded }: Playing): Client => loaded.elsewhere as Client;

/** Waits until the story's page is told of what others do. */
export const listening = async ({ loaded }: Playing): Promise<void> => {
  const changes = await (loaded.client as Client).changes();
  await waitFor(
    () => {
      if (!changes.isLive) throw new Error("Nothing is told yet.");
    },
    { timeout: 5_000 },
  );
};
