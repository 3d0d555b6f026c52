import { addDays } from "../domain/calendar.js";
import type { GiftEffect } from "../domain/effects.js";
import { defineOwnAction, type OwnAction } from "../domain/own-action.js";
import { refuseField } from "../domain/refusal.js";
import { northwind } from "./northwind.js";

interface ParkingPass {
  readonly garage: keyof typeof northwind.parking;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly cars?: number;
  readonly overnight?: boolean;
}

/** Passes for a garage, one a car, in the wallet until the day is over. */
const issueParkingPass = defineOwnAction<ParkingPass>({
  id: "issue-parking-pass",
  capability: "parking.issue",
  gives: true,
  problems: ["member-blocked", "reason-required"],
  own: {
    title: "Issue a parking pass",
    summary: "For a garage and a day, to the wallet",
    submit: "Issue the pass",
    done: "Parking pass issued",
    past: "Parking pass issued",
    category: "assets",
    icon: "receipt",
    danger: "reversible",
    permission: "parking:issue",
    input: {
      type: "object",
      additionalProperties: false,
      required: ["garage", "day"],
      properties: {
        garage: {
          type: "string",
          title: "Garage",
          oneOf: [
            { const: "harbour", title: "Harbour" },
            { const: "station", title: "Station" },
          ],
        },
        day: { type: "string", format: "date", title: "Day" },
        cars: { type: "integer", title: "Cars", minimum: 1, maximum: 4, description: "A pass each. Left out: one." },
        overnight: { type: "boolean", title: "Overnight", description: "Good until the evening after." },
        note: { type: "string", title: "Number plates", maxLength: 100, description: "Only your team sees this." },
      },
    },
  },
  decide: (_, { garage, day, cars = 1, overnight = false }, { today, newId }) => {
    if (day < today) return refuseField("day", "past", "This day is over.");
    const { id, name } = northwind.parking[garage];
    const pass = {
      kind: "gift",
      change: "issued",
      gift: { id, name },
      expiresOn: overnight ? addDays(day, 1) : day,
    } as const;
    return { effects: Array.from({ length: cars }, (): GiftEffect => ({ ...pass, id: newId("mg") })) };
  },
});

/** The actions of the demo program's own. */
export const northwindActions: readonly OwnAction[] = [issueParkingPass];
