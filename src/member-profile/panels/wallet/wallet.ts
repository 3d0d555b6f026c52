import type { Client } from "../../../../sdk/client/client.js";
import { kindOf } from "../../../errors.js";
import { walletMessages } from "../../../locales/en/wallet.js";
import { openReading } from "../../late-reading.js";
import type { OpenPanel, PanelHost } from "../../panel.js";
import { draw, type Wallet } from "./holdings.js";

export { styles } from "./holdings.js";

const nullIfUnsupported = async <T>(list: Promise<{ data: T[] }>): Promise<T[] | null> => {
  try {
    return (await list).data;
  } catch (error) {
    if (kindOf(error) === "unsupported") return null;
    throw error;
  }
};

const read = async (
  { members }: Client,
  memberId: string,
  signal: AbortSignal,
  has: (module: string) => boolean,
): Promise<Wallet> => {
  const [gifts, punchCards, coupons] = await Promise.all([
    has("gifts") ? nullIfUnsupported(members.gifts(memberId).first({ signal })) : null,
    has("punch-cards") ? nullIfUnsupported(members.punchCards(memberId).first({ signal })) : null,
    has("rewards") ? nullIfUnsupported(members.coupons(memberId).first({ signal })) : null,
  ]);
  return { gifts, punchCards, coupons };
};

/** The member's gifts, coupons and punch cards. */
export const open = (host: PanelHost): OpenPanel => {
  const has = (module: string) => host.view()?.capabilities.modules.includes(module) ?? true;
  return openReading(host, {
    read: (client, memberId, signal) => read(client, memberId, signal, has),
    draw,
    count: ({ gifts, punchCards, coupons }) =>
      [gifts, punchCards, coupons].reduce((sum, list) => sum + (list?.length ?? 0), 0),
    failure: (view) => view.with(walletMessages).t("error.wallet"),
  });
};
