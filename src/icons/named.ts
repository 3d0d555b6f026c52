import { adjust, coupon, merge, note, person, transfer } from "./dialog.js";
import type { Icon } from "./icon.js";
import { check, clock, minus, plus, stop, undo } from "./signs.js";
import { bell, bolt, email, gift, punchCard, receipt, sms, star, tag, trash } from "./things.js";

const icons: Readonly<Record<string, Icon>> = {
  plus,
  minus,
  gift,
  "punch-card": punchCard,
  sms,
  email,
  bell,
  tag,
  trash,
  undo,
  check,
  star,
  adjust,
  coupon,
  note,
  merge,
  person,
  transfer,
  stop,
  clock,
  receipt,
};

/** The icon that an action's declaration names; a bolt where the kit has none of that name. */
export const namedIcon = (name: string): Icon => icons[name] ?? bolt;
