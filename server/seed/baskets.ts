import type { Named } from "../../sdk/contract/index.js";
import type { PurchaseLine } from "../domain/purchase.js";
import type { Random } from "./random.js";

interface SoldItem extends Named {
  /** In cents. */
  readonly price: number;
}

const sold = (id: string, name: string, price: number): SoldItem => ({ id: `item_${id}`, name, price });

/** What the coffee houses sell; what is drunk every day comes first. */
export const items = [
  sold("flat_white", "Flat white", 390),
  sold("cappuccino", "Cappuccino", 380),
  sold("espresso", "Espresso", 260),
  sold("filter", "Filter coffee", 320),
  sold("oat_latte", "Oat latte", 430),
  sold("iced_coffee", "Iced coffee", 420),
  sold("chai", "Chai", 410),
  sold("croissant", "Almond croissant", 340),
  sold("cinnamon_bun", "Cinnamon bun", 360),
  sold("soup", "Soup of the day", 720),
  sold("sandwich", "Toasted sandwich", 790),
  sold("beans", "House beans, 250 g", 1150),
  sold("keep_cup", "Keep cup", 1490),
] as const;

const [, , , , , , , ...beside] = items;
type Drink = (typeof items)[number];

/**
 * What somebody who likes one drink has on a receipt of so many cents: that drink most of the time, something with it,
 * and beans for what is left of a large sum. The lines add up to it.
 */
export const basketOf = (cents: number, favourite: Drink, random: Random): PurchaseLine[] => {
  const lines: PurchaseLine[] = [];
  let left = cents;
  const take = ({ id, price }: SoldItem, most: number) => {
    const quantity = Math.min(most, Math.floor(left / price));
    if (quantity === 0 || lines.some(({ itemId }) => itemId === id)) return;
    lines.push({ itemId: id, quantity, amount: quantity * price });
    left -= quantity * price;
  };
  take(random.chance(0.75) ? favourite : random.pick(items), random.integer(1, 2));
  if (random.chance(0.6)) take(random.pick(beside), random.integer(1, 2));
  take(items[11], 12);
  // What is left went into the last of them: a larger cup, an extra shot. What is too little for anything was an espresso.
  const last = lines.pop() ?? { itemId: items[2].id, quantity: 1, amount: 0 };
  return [...lines, { ...last, amount: last.amount + left }];
};

/** The drink that a member likes best: the same every time. */
export const favouriteOf = (random: Random): Drink => random.pick(items.slice(0, 7) as [Drink, ...Drink[]]);
