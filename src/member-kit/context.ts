import { createContext } from "@lit/context";
import type { Client, SettledWrite } from "../../sdk/client/client.js";
import { contractVersion } from "../../sdk/contract/routes.js";
import type { Messages } from "../locales/translate.js";

/** What a provider gives to the elements inside it. */
export interface Kit {
  /** Null while the provider can't reach a backend: it has said so in a `member-error`. */
  readonly client: Client | null;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** The host's own reference (a ticket), sent with every operation. */
  readonly reference: string | null;
  /** A language other than English, by message id; empty for English, undefined for one that the kit lacks. */
  readonly messages: Messages | undefined;
  /** The host's own texts, in place of the kit's. */
  readonly overrides: Messages | null;
  /** What became of the writes that an earlier page load left; empty where there were none. */
  readonly left: Promise<readonly SettledWrite[]>;
}

/**
 * The key is a string with the contract's major version, so that two bundles on a page meet and two versions do not.
 */
export const kitContext = createContext<Kit | undefined>(`memberkit.v${contractVersion}`);
