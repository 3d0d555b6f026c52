/** What a failed read means to the operator. */
export type FailureKind =
  "missing" | "gone" | "forbidden" | "authentication" | "unsupported" | "network" | "timeout" | "contract" | "server";

const kindOfProblem: Readonly<Record<string, FailureKind>> = {
  "not-found": "missing",
  "member-gone": "gone",
  forbidden: "forbidden",
  "not-authenticated": "authentication",
  "capability-not-supported": "unsupported",
};

const kindOfError: Readonly<Record<string, FailureKind>> = { NetworkError: "network", TimeoutError: "timeout", ContractError: "contract" };

/** Told by name and code, not by class: a host may pass a client from another bundle. */
export const kindOf = (error: unknown): FailureKind => {
  const { name = "", code = "" } = (error ?? {}) as { name?: string; code?: string };
  return name === "ProblemError" ? (kindOfProblem[code] ?? "server") : (kindOfError[name] ?? "server");
};

/** What the backend's log calls the request that failed. */
export const requestIdOf = (error: unknown): string | null => (error as { requestId?: string | null } | null)?.requestId ?? null;
