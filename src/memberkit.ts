/**
 * The script of a plain page: it registers every element, under its own name, or as its own tag says:
 * `<script src="memberkit.js" type="module" data-prefix="acme" data-shadowrootmode="closed">`.
 */
import { define } from "./define.js";

export { define };
export { version } from "./version.js";

const scripts = typeof document === "undefined" ? [] : [...document.scripts];
const { prefix, shadowrootmode } = scripts.find(({ src }) => src === import.meta.url)?.dataset ?? {};
void define({ ...(prefix && { prefix }), ...(shadowrootmode === "closed" && { shadowRootMode: "closed" }) });
