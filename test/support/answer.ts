import type {
  Capabilities,
  HeldGift,
  HeldPunchCard,
  Member,
  MemberAction,
  MemberSummary,
  Operation,
  Operator,
  Problem,
  Settlement,
  Tag,
  Template,
} from "../../sdk/contract/index.js";
import type { Approval } from "../../sdk/contract/schemas/approval.js";

/** What a list may hold. */
export type Item = Omit<MemberSummary, "tier"> &
  Omit<Operation, "reason" | "warnings"> &
  MemberAction &
  Tag &
  Template &
  HeldGift &
  HeldPunchCard &
  Pick<Approval, "decidable">;

/** Any answer of the contract, all of them in one type: which one it is, a test knows by what it asked for. */
export type AnyAnswer = Omit<Member, "status"> &
  Omit<Operation, "status"> &
  Required<Omit<Problem, "status">> &
  Omit<Settlement, "status"> &
  Capabilities &
  Operator & { status: string; data: Item[]; page: { next: string | null } };
