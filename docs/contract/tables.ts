import {
  allRoutes,
  catalogue,
  problems,
  type ProblemCode,
  type Route,
  type RouteId,
  writeProblems,
} from "../../sdk/contract/index.js";

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly string[]): string =>
  [row(...head), row(...head.map(() => "---")), ...rows].join("\n");
const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ") || "–";
const yesOrNo = (value: boolean): string => (value ? "yes" : "no");

/** Routes with their level, whether a backend of that level MUST have them, and the refusals of their own. */
export const routeTable = (ids: readonly RouteId[]): string =>
  table(
    ["route", "answers", "level", "needed", "refusals of its own"],
    ids.map((id) => {
      const route: Route = allRoutes[id];
      const need = route.must ? "MUST" : "MAY";
      return row(`\`${route.method} ${route.path}\``, route.summary, route.level, need, codes(route.problems));
    }),
  );

/** Every refusal of the contract. */
export const problemTable = (): string =>
  table(
    ["code", "status", "retryable", "meaning"],
    Object.entries(problems).map(([code, { status, title, retryable }]) =>
      row(`\`${code}\``, `${status}`, yesOrNo(retryable), title),
    ),
  );

/** What stands in no table of routes, since each of them may answer it. */
export const sharedProblems = (): string =>
  `Any route may answer 401, 403, 422, 429, 500 and 503. Any write may answer ${codes(writeProblems)}.`;

/** Every action of the catalogue. */
export const actionTable = (): string =>
  table(
    ["action", "does", "permission", "reach", "holds", "refusals of its own"],
    Object.values(catalogue).map(({ id, summary, permission, danger, holds, problems: own }) =>
      row(`\`${id}\``, summary, `\`${permission}\``, danger, holds, codes(own satisfies readonly ProblemCode[])),
    ),
  );

/** What a backend of each level MUST have. */
export const levelTable = (): string => {
  const all: readonly Route[] = Object.values(allRoutes);
  const musts = (level: Route["level"]) =>
    all.filter((route) => route.must && route.level === level).map(({ method, path }) => `\`${method} ${path}\``);
  const beside = {
    core: "`POST /members/{memberId}/actions/{action}` for each action that it names",
    preview: "`POST /members/{memberId}/previews/{action}` for each of them",
    bulk: "",
  };
  const rows = (["core", "preview", "bulk"] as const).map((level) =>
    row(`\`${level}\``, [...musts(level), beside[level]].filter(Boolean).join("<br>")),
  );
  return table(["level", "routes that it MUST have, beside those of the former"], rows);
};
