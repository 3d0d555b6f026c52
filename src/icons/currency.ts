import type { Icon } from "./icon.js";
import { star, wallet } from "./things.js";

/** The icon of a currency, by its kind: what is collected is a star, what is money-like a wallet. */
export const currencyIcon = (kind: string): Icon => (kind === "points" || kind === "stamps" ? star : wallet);
