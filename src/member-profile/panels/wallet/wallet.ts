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

/** The member's gifts and punch cards. */
export const wallet = readingPanel({
  name: "wallet",
  place: "top",
  title: "wallet",
  modules: ["gifts", "punch-cards"],
  failure: "error.wallet",
  read: async ({ members }, memberId, signal): Promise<Wallet> => {
    const [gifts, punchCards] = await Promise.all([
      nullIfUnsupported(members.gifts(memberId).first({ signal })),
      nullIfUnsupported(members.punchCards(memberId).first({ signal })),
    ]);
    return { gifts, punchCards };
  },
  drawing: () => import("./drawing.js"),
});
