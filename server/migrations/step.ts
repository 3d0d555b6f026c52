/** Of the reference backend's own schema. */
export type { Step } from "../postgres/migrate.js";
