import { kindOf } from "../../../errors.js";
import { readingPanel } from "../../reading-panel.js";
import type { Wallet } from "./drawing.js";

const nullIfUnsupported = async <T>(list: Promise<{ data: T[] }>): Promise<T[] | null> => {
  try {
    return (await list).data;
  } catch (error) {
    if (kindOf(error) === "unsupported") return null;
    throw error;
  }
};

/** The member's gifts, coupons and punch cards. */
export const wallet = readingPanel({
  name: "wallet",
  place: "top",
  title: "wallet",
  modules: ["gifts", "punch-cards", "rewards"],
  failure: "error.wallet",
  read: async ({ members }, memberId, signal, has): Promise<Wallet> => {
    const [gifts, punchCards, coupons] = await Promise.all([
      has("gifts") ? nullIfUnsupported(members.gifts(memberId).first({ signal })) : null,
      has("punch-cards") ? nullIfUnsupported(members.punchCards(memberId).first({ signal })) : null,
      has("rewards") ? nullIfUnsupported(members.coupons(memberId).first({ signal })) : null,
    ]);
    return { gifts, punchCards, coupons };
  },
  drawing: () => import("./drawing.js"),
});
