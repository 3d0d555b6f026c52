import { showInherited } from "../schemas/hide-inherited.js";

showInherited(true);
