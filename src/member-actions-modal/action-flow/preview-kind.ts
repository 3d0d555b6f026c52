import type { Capabilities, Operation } from "../../../sdk/contract/index.js";
import type { ModalView } from "../modal-view.js";

/** What a backend can show beforehand: what will happen, about that, or nothing. */
export type PreviewKind = "exact" | "estimate" | "none";

/** The previews of a backend. Of one of the lowest level, or of a kind that the kit does not know, it asks for none. */
export const previewKind = ({ level, preview }: Capabilities): PreviewKind => {
  if (level !== "preview" && level !== "bulk") return "none";
  return preview === "exact" || preview === "estimate" ? preview : "none";
};

/** Writes an amount of an operation as it stands, or as "about" so much where the operation is an estimate. */
export type About = (amount: string) => string;

export const aboutIn = (view: ModalView, { status }: Operation): About =>
  status === "simulated" && previewKind(view.capabilities) === "estimate"
    ? (amount) => view.t("effect.about", { amount })
    : (amount) => amount;
