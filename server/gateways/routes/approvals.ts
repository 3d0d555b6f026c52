import * as z from "zod/mini";
import type { Operation } from "../../../sdk/contract/index.js";
import type { Approval } from "../../../sdk/contract/schemas/approval.js";
import { InstantInput } from "../../../sdk/contract/schemas/inputs.js";
import { RefusalError } from "../../domain/refusal.js";
import type { Call, Reply } from "../../http/route-handler.js";
import { cursorOf, DEFAULT_LIMIT, pageOf } from "../../read/page.js";
import type { GatewayServices } from "./services.js";

const position = cursorOf(z.strictObject({ at: InstantInput, id: z.string() }));

/** @throws RefusalError `capability-not-supported` where what is over a limit is refused */
const requireApprovals = ({ approvals }: GatewayServices): void => {
  if (!approvals) throw new RefusalError("capability-not-supported");
};

/** What waits for a second person, longest first. Whom the vendor knows no more is left out. */
export const approvals = async (
  { operator, query }: Call<"approvals">,
  services: GatewayServices,
): Promise<{ value: { data: Approval[]; page: { next: string | null } } }> => {
  requireApprovals(services);
  const { limit = DEFAULT_LIMIT, cursor } = query;
  const found = await services.decisions.waiting(operator, position.read(cursor), limit + 1);
  const { data: shown, page } = pageOf(
    found,
    limit,
    (each) => each,
    ({ row }) => position.write({ at: row.requested_at.toISOString(), id: row.id }),
  );
  const ids = [...new Set(shown.map(({ row }) => row.member_id))];
  const members = ids.length === 0 ? [] : await services.vendor.summaries({ ids });
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const data = shown.flatMap(({ row, operation, decidable }) => {
    const name = names.get(row.member_id);
    if (name === undefined) return [];
    const member = { id: row.member_id, name };
    return [{ id: row.id, member, operation, expiresAt: row.expires_at.toISOString(), decidable }];
  });
  return { value: { data, page } };
};

/** What would come now of what waits. Who looks at it is shown a member. */
export const approvalPreview = async (
  call: Call<"approvalPreview">,
  services: GatewayServices,
): Promise<Reply<never>> => {
  requireApprovals(services);
  const { operator, requestId, params } = call;
  const answer = await services.decisions.preview({ operator, requestId, approvalId: params.approvalId });
  if (answer.status === 200) await services.looks.note(call, (JSON.parse(answer.text) as Operation).member.id);
  return answer;
};

/** Approves what waits, which does it, or declines it. A preview here is an estimate, and has no tag that it could be held by. */
export const decide = async (
  { operator, requestId, params, body }: Call<"decide">,
  services: GatewayServices,
): Promise<Reply<never>> => {
  requireApprovals(services);
  const { decision, comment = null, previewTag } = body;
  if (previewTag !== undefined) throw new RefusalError("stale", "Previews have no tag here. Decide without one.");
  return services.decisions.decide({ operator, requestId, approvalId: params.approvalId, decision, comment });
};
