import { showInherited } from "../schemas/hide-inherited.js";

// As there, for the schemas of what is done to many members.
showInherited(false);
