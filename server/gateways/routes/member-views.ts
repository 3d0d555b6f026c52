import { type ViewPart, viewParts } from "../../../sdk/contract/views.js";
import type { MemberView } from "../../../sdk/contract/schemas/member-views.js";
import { problemBody, RefusalError } from "../../domain/refusal.js";
import type { Call, Reply } from "../../http/route-handler.js";
import type { Found } from "../vendor/vendor.js";
import type { GatewayServices } from "./services.js";

/** Answers a part by its own route. */
type AnswerPart = (part: ViewPart, call: Call, services: GatewayServices) => Promise<Reply<unknown>>;

const isPart = (name: string): name is ViewPart => Object.hasOwn(viewParts, name);

const ofProgram: ReadonlySet<ViewPart> = new Set<ViewPart>(["capabilities", "operator"]);

/** The vendor is asked once for a member, however many parts tell of them. */
const askingOnce = (services: GatewayServices): GatewayServices => {
  const asked = new Map<string, Promise<Found>>();
  const member = (id: string): Promise<Found> => {
    const found = asked.get(id) ?? services.member(id);
    asked.set(id, found);
    return found;
  };
  return { ...services, member };
};

const onWire = async (answer: Promise<Reply<unknown>>, requestId: string) => {
  try {
    const reply = await answer;
    if (!("value" in reply)) return undefined;
    const { ETag: etag } = reply.headers ?? {};
    return { value: reply.value, ...(etag !== undefined && { etag }) };
  } catch (error) {
    if (error instanceof RefusalError) return { problem: problemBody(error.refusal, requestId) };
    throw error;
  }
};

/** Views in the order in which they were asked for: each part is what its own route answers. */
export const memberViews = async (
  call: Call<"memberViews">,
  services: GatewayServices,
  answer: AnswerPart,
): Promise<{ data: MemberView[] }> => {
  const once = askingOnce(services);
  const { operator, requestId, headers, signal } = call;
  const data = call.body.views.map(async ({ memberId, parts }) => {
    const fitting = parts.filter(isPart).filter((part) => ofProgram.has(part) === (memberId === undefined));
    const shown = fitting.map(async (part) => {
      const asked = { operator, requestId, headers, signal, params: { memberId }, query: viewParts[part] };
      return [part, await onWire(answer(part, asked as unknown as Call, once), requestId)] as const;
    });
    return {
      ...(memberId !== undefined && { memberId }),
      ...(Object.fromEntries(await Promise.all(shown)) as Omit<MemberView, "memberId">),
    };
  });
  return { data: await Promise.all(data) };
};
