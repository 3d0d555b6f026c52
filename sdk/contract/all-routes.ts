import { jobRoutes } from "./bulk/job-routes.js";
import { bulkRoutes } from "./bulk/routes.js";
import { changeRoutes } from "./change-routes.js";
import { revealRoutes } from "./reveal-routes.js";
import { routes } from "./routes.js";

/** Every route of the contract but the two per action. A page's client has those about many members in a part of its own. */
export const allRoutes = { ...routes, ...bulkRoutes, ...jobRoutes, ...changeRoutes, ...revealRoutes } as const;

export type Routes = typeof allRoutes;
export type RouteId = keyof Routes;
