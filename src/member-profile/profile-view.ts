import type { Capabilities, Operator } from "../../sdk/contract/index.js";
import type { KitController } from "../controllers/kit-controller.js";
import type { profileMessages } from "../locales/en/profile.js";
import type { Messages, Translate } from "../locales/translate.js";
import type { ProfileWords } from "../locales/words.js";
import { programView, type ProgramView } from "../parts/program-view.js";

/** Says one of the profile's messages. */
export type ProfileTranslate = Translate<typeof profileMessages>;

/** The id of one of the profile's messages. */
export type MessageId = keyof typeof profileMessages;

/** What every part of a profile is drawn with: the language, the formats, and the program's own words. */
export interface ProfileView<Words extends Messages = typeof profileMessages> extends ProgramView<Words> {
  /** Who is signed in; undefined until that is known. */
  readonly operator: Operator | undefined;
  /** A tier's name by its id; the id where the backend doesn't list it. */
  readonly tierName: (id: string | null) => string;
  /** The same, and the messages of a panel whose words are loaded with its drawing. */
  readonly with: <const Own extends Messages>(
    own: keyof Own extends keyof ProfileWords ? Own : never,
  ) => ProfileView<Words & Own>;
}

export const createView = <const Words extends Messages>(
  kit: KitController,
  { capabilities, operator }: { readonly capabilities: Capabilities; readonly operator: Operator | undefined },
  messages: Words,
): ProfileView<Words> => ({
  ...programView(kit, capabilities, messages),
  operator,
  tierName: (id) => capabilities.tiers.find((tier) => tier.id === id)?.name ?? id ?? "–",
  with: (own) => createView(kit, { capabilities, operator }, { ...messages, ...own }),
});
