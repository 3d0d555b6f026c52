import { showInherited } from "./hide-inherited.js";

showInherited(true);
