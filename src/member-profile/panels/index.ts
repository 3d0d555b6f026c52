import type { Panel } from "../panel.js";
import { activity } from "./activity/activity.js";
import { balances } from "./balances/balances.js";
import { behaviour } from "./behaviour/behaviour.js";
import { consents } from "./consents.js";
import { details } from "./details.js";
import { segments } from "./segments.js";
import { tags } from "./tags.js";
import { wallet } from "./wallet/wallet.js";

/** Every panel, in the order in which they stand by default. */
export const panels: readonly Panel[] = [balances, wallet, tags, consents, details, behaviour, segments, activity];
