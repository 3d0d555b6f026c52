import { showInherited } from "./hide-inherited.js";

// As there, for the schemas that load later.
showInherited(false);
