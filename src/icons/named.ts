import {
  adjust,
  bag,
  clockOff,
  coupon,
  couponOff,
  giftOff,
  giftUsed,
  hidden,
  leave,
  merge,
  nameless,
  note,
  person,
  tier,
  transfer,
} from "./dialog.js";
import type { Icon } from "./icon.js";
import { check, checkCircle, clock, minus, plus, retry, stop, undo } from "./signs.js";
import { bell, bolt, email, gift, punchCard, receipt, sms, star, tag, trash } from "./things.js";

const icons: Readonly<Record<string, Icon>> = {
  plus,
  minus,
  gift,
  "gift-off": giftOff,
  "gift-used": giftUsed,
  "punch-card": punchCard,
  sms,
  email,
  bell,
  tag,
  trash,
  undo,
  check,
  "check-circle": checkCircle,
  retry,
  star,
  adjust,
  bag,
  coupon,
  "coupon-off": couponOff,
  tier,
  hidden,
  leave,
  nameless,
  note,
  merge,
  person,
  transfer,
  stop,
  clock,
  "clock-off": clockOff,
  receipt,
};

/** The icon that an action's declaration names; a bolt where the kit has none of that name. */
export const namedIcon = (name: string): Icon => icons[name] ?? bolt;
