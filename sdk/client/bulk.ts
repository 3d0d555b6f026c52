import { bulkRoutes, type SingleUse } from "../contract/index.js";
import type { Backend, Call, ReadAnswer, Reading } from "./backend.js";
import type { BulkClient } from "./bulk-client.js";
import { ProblemError } from "./errors.js";
import { createJobsClient } from "./jobs.js";
import { paged } from "./paging.js";

/**
 * What is done to many members: loaded with the first of it.
 *
 * @param baseUrl the backend's address, below which files are fetched
 * @param onChanged told when members may have changed: all that is shown of any is stale then
 */
export const createBulkClient = (backend: Backend, baseUrl: string, onChanged: () => void): BulkClient => {
  const read = async <R extends Reading>(route: R, call?: Call): Promise<ReadAnswer<R>> =>
    (await backend.read(route, call)).value;

  const at = ({ url, ...rest }: SingleUse): SingleUse => ({ ...rest, url: baseUrl + url });

  return {
    filterSchema: (call) => read(bulkRoutes.filterSchema, call),
    query: (body, call) => read(bulkRoutes.audienceQuery, { body, ...call }),
    audiences: () => paged((cursor, call) => read(bulkRoutes.audiences, { query: { limit: 100, cursor }, ...call })),
    segments: () => paged((cursor, call) => read(bulkRoutes.segments, { query: { limit: 100, cursor }, ...call })),
    audience: (audienceId, call) => read(bulkRoutes.audience, { values: { audienceId }, ...call }),
    saveAudience: (body, call) => read(bulkRoutes.saveAudience, { body, ...call }),
    changeAudience: (audienceId, body, call) =>
      read(bulkRoutes.changeAudience, { values: { audienceId }, body, ...call }),
    deleteAudience: async (audienceId, call) => {
      try {
        await read(bulkRoutes.deleteAudience, { values: { audienceId }, ...call });
      } catch (error) {
        if (!(error instanceof ProblemError && error.code === "not-found")) throw error;
      }
    },
    jobs: createJobsClient(backend, baseUrl, onChanged),
    export: async (body, call) => at(await read(bulkRoutes.exportMembers, { body, ...call })),
    subjectAccess: async (memberId, body, call) =>
      at(await read(bulkRoutes.subjectAccess, { values: { memberId }, body, ...call })),
    audit: (filter) =>
      paged((cursor, call) => read(bulkRoutes.audit, { body: { limit: 50, ...filter, cursor }, ...call })),
    certificate: (operationId, call) => read(bulkRoutes.certificate, { values: { operationId }, ...call }),
    handOff: (body, call) => read(bulkRoutes.handOff, { body, ...call }),
  };
};
