import { idPattern, type Problem, routes, type ViewPart } from "../contract/index.js";
import { ContractError, ProblemError } from "./errors.js";
import { gathering } from "./gathering.js";
import { tabStorage } from "./tab-storage.js";
import type { Time } from "./time.js";
import type { WireAnswer, WireRequest } from "./transport.js";

/** A part as it crosses the wire. */
interface WirePart {
  value?: unknown;
  etag?: string;
  problem?: Problem;
}

type WireView = { readonly memberId?: string } & Readonly<Partial<Record<ViewPart, WirePart>>>;

interface ViewsOptions {
  /** Sends a request with this backend's patience; throws where it is refused. */
  send: (request: WireRequest) => Promise<WireAnswer>;
  /** Whether the same request may succeed later. */
  isTransient: (error: unknown) => boolean;
  time: Time;
  baseUrl: string;
}

/** Reads a part of the view of a member, or without an id of the program. Undefined: its own route is to be asked. */
export type ReadPart = (
  part: ViewPart,
  memberId: string | undefined,
  signal: AbortSignal,
) => Promise<WirePart | undefined>;

/**
 * Reads the parts that are asked for in one tick in one request. What is asked for alone goes by its own route, as all
 * does where the backend has no views: it is asked once, and its refusal is remembered in the tab.
 */
export const viewing = ({ send, isTransient, time, baseUrl }: ViewsOptions): ReadPart => {
  const storage = tabStorage();
  const mark = `memberkit-no-views:${baseUrl}`;
  let offered = !storage?.getItem(mark);

  const isRefusal = (error: unknown): boolean =>
    error instanceof ContractError || (error instanceof ProblemError && error.status !== 401 && !isTransient(error));
  const forgo = (): void => {
    offered = false;
    try {
      storage?.setItem(mark, "1");
    } catch {
      // Full: this client knows.
    }
  };

  const read = gathering<string | undefined, ViewPart, readonly (WireView | null)[]>(async (asked, signal) => {
    const views = [...asked].map(([memberId, parts]) => ({ memberId, parts: [...parts] }));
    if (views.flatMap(({ parts }) => parts).length < 2) return [];
    try {
      const { method, path } = routes.memberViews;
      const { json } = await send({ method, path, body: { views }, headers: {}, signal });
      const data = (json as { data?: unknown } | null)?.data;
      return Array.isArray(data) ? (data as WireView[]) : [];
    } catch (error) {
      if (!isRefusal(error)) throw error;
      forgo();
      return [];
    }
  }, time);

  return async (part, memberId, signal) => {
    if (!offered || (memberId !== undefined && !idPattern.test(memberId))) return undefined;
    return (await read(memberId, part, signal)).find((view) => view?.memberId === memberId)?.[part];
  };
};
