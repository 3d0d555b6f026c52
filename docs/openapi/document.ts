import { catalogue, contractVersion, allRoutes, type Route, type RouteId } from "../../sdk/contract/index.js";
import { actionOperation, previewOperation, problemResponses, routeOperation } from "./operations.js";
import { guide } from "./guide.js";
import { documentSchemas, type Json } from "./schemas.js";

const info = {
  title: "Memberkit contract",
  version: String(contractVersion),
  summary: "Manual actions on a loyalty member",
  description: guide,
  license: { name: "MIT", identifier: "MIT" },
};

const servers = [
  {
    url: "{baseUrl}",
    description: "Any backend that speaks the contract.",
    variables: {
      baseUrl: { default: "https://loyalty.example/v1", description: "With the version, without a slash at the end." },
    },
  },
];

const securitySchemes = {
  operator: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Minted by the host's backend, minutes long: tenant and operator come from it.",
  },
};

/** The OpenAPI 3.1 document of the contract, made from the routes, the catalogue and their schemas. */
export const openApiDocument = async (): Promise<Json> => {
  const { schemas, answerName, bodyName } = await documentSchemas();
  const paths: Record<string, Json> = {};
  const put = (path: string, method: string, operation: Json) =>
    (paths[path] = { ...paths[path], [method]: operation });

  for (const [id, route] of Object.entries(allRoutes) as [RouteId, Route][])
    put(route.path, route.method.toLowerCase(), routeOperation(id, route, answerName(id), bodyName(id)));
  for (const [name, action] of Object.entries(catalogue))
    for (const [path, operation] of [actionOperation(name, action), previewOperation(name, action)])
      put(path, "post", operation);

  return {
    openapi: "3.1.0",
    info,
    servers,
    security: [{ operator: [] }],
    paths,
    components: { schemas, responses: problemResponses, securitySchemes },
  };
};
