/** The schemas of `answers.ts` as routes load them: as one, with the first route that is about many members. */
import "./hide-inherited.js";

export * from "./answers.js";
export * from "./audit.js";

import "./show-inherited.js";
