import type { RequestLog } from "./client.js";
import type { Time } from "./time.js";
import type { Transport } from "./transport.js";

/** What of a refusal is told: its code, and its id in the backend's log. */
type Refusal = { readonly code?: string; readonly requestId?: string } | undefined;

/** A transport that says of each request how it ended. Whoever is told can't change that, nor by an error of theirs. */
export const logging =
  (transport: Transport, { now }: Time, tell: (log: RequestLog) => void): Transport =>
  async (request) => {
    const { method, path, route = path } = request;
    const startedAt = now();
    const end = (outcome: string, status: number | null = null, requestId: string | null = null): void =>
      queueMicrotask(() => tell({ method, route, status, outcome, requestId, durationMs: now() - startedAt }));
    try {
      const answer = await transport(request);
      const { status, json } = answer;
      if (status < 300) end("done", status);
      else end((json as Refusal)?.code ?? "refused", status, (json as Refusal)?.requestId);
      return answer;
    } catch (error) {
      end((error as Error).name);
      throw error;
    }
  };
