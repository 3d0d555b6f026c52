import { directed, icon } from "./icon.js";

/** What only the modal and late parts of a profile show, kept out of its first bytes. */
export const search = icon("M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.4 10.4l3.1 3.1");
export const coupon = icon(
  "M3 4h10a1 1 0 0 1 1 1v1.5a1.5 1.5 0 0 0 0 3V11a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V9.5a1.5 1.5 0 0 0 0-3V5a1 1 0 0 1 1-1zM9.8 6.3v.1M9.8 8v.1M9.8 9.7v.1",
);
export const note = icon("M10.8 2.8l2.4 2.4-7.4 7.4-3 .6.6-3zM9.2 4.4l2.4 2.4");
export const adjust = icon("M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6M10.3 3.2v3.6M5.7 9.2v3.6");
export const transfer = directed("M2.5 5.5h10M9.7 2.7l2.8 2.8-2.8 2.8M13.5 10.5h-10M6.3 7.7l-2.8 2.8 2.8 2.8");
export const merge = directed("M3.5 2.5v2A3.5 3.5 0 0 0 7 8h5.5M3.5 13.5v-2A3.5 3.5 0 0 1 7 8M10 5.5L12.5 8 10 10.5");
export const person = icon("M8 2.5a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM2.8 13.5c.5-2.8 2.5-4 5.2-4s4.7 1.2 5.2 4");
export const bag = icon("M3.5 5.5h9l.8 8H2.7zM5.6 7.5V5a2.4 2.4 0 0 1 4.8 0v2.5");
export const giftUsed = icon("M2.5 3.5h11v2.8h-11zM3.5 6.3v7.2h9V6.3M5.9 9.8l1.6 1.6 2.7-3.2");
export const couponOff = icon(
  "M6 4h7a1 1 0 0 1 1 1v1.5a1.5 1.5 0 0 0 0 3V11a1 1 0 0 1-.4.8M10 12H3a1 1 0 0 1-1-1V9.5a1.5 1.5 0 0 0 0-3V5a1 1 0 0 1 .4-.8M2.5 2.5l11 11",
);
export const giftOff = icon("M2.5 3.5h11v2.8h-11zM3.5 6.3v7.2h9V6.3M6.3 8.3l3.4 3.4M9.7 8.3l-3.4 3.4");
export const clockOff = icon("M5.3 2.6a6 6 0 0 1 8.1 8.1M12 12.4A6 6 0 0 1 3.7 4M8 4.8v.6M2.5 2.5l11 11");
export const leave = directed("M6.5 2.5h-3v11h3M7 8h6.5M10.5 5l3 3-3 3");
export const nameless = icon(
  "M8 2.5a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM2.8 13.5c.1-.8.4-1.5.8-2M5.6 9.9c.7-.3 1.5-.4 2.4-.4s1.7.1 2.4.4M12.4 11.5c.4.5.7 1.2.8 2",
);
export const tier = icon("M3.5 13.5v-3M8 13.5v-6.5M12.5 13.5v-11");
export const hidden = icon(
  "M6.1 4.2A7 7 0 0 1 8 4c3.8 0 6 4 6 4a10 10 0 0 1-1.6 2.1M9.9 11.8A7 7 0 0 1 8 12c-3.8 0-6-4-6-4a10 10 0 0 1 2-2.4M2.5 2.5l11 11",
);
export const receiptBack = icon(
  "M12.2 8.5v5l-1.4-1-1.4 1-1.4-1-1.4 1-1.4-1-1.4 1v-11h4M13.5 4.5H9M10.8 2.5l-2 2 2 2M6 9h4",
);
export const card = icon(
  "M3 3.5h10A1 1 0 0 1 14 4.5v7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM2 6.5h12M4.5 10h3",
);
export const coins = icon("M6 2.5a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM11.2 6.1a3.8 3.8 0 1 1-4.9 5.5");
export const back = directed("M10 4L6 8l4 4");
export const send = directed("M13.6 2.4L7 9M13.6 2.4L9.4 13.6 7 9 2.4 6.6z");
export const chat = icon(
  "M3.2 3h9.6A1.2 1.2 0 0 1 14 4.2v6a1.2 1.2 0 0 1-1.2 1.2H7.6l-3 2.4v-2.4H3.2A1.2 1.2 0 0 1 2 10.2v-6A1.2 1.2 0 0 1 3.2 3zM5.2 7.2h.1M8 7.2h.1M10.8 7.2h.1",
);
export const download = icon("M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.5h10");
export const upload = icon("M8 10.5V3M4.8 6L8 2.8 11.2 6M3 13.5h10");
