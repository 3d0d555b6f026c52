import { directed, icon } from "./icon.js";

export const bolt = icon("M8.8 2L3.6 9h3.9l-.6 5 5.4-7H8.4z");
export const copy = icon(
  "M7 5.5h4.5A1.5 1.5 0 0 1 13 7v4.5a1.5 1.5 0 0 1-1.5 1.5H7a1.5 1.5 0 0 1-1.5-1.5V7A1.5 1.5 0 0 1 7 5.5zM10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5",
);
export const star = icon("M8 2.2l1.75 3.6 3.95.55-2.87 2.77.7 3.93L8 11.2l-3.53 1.85.7-3.93L2.3 6.35l3.95-.55z");
export const wallet = icon(
  "M4 5h8.5A1.5 1.5 0 0 1 14 6.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5V4.6A1.6 1.6 0 0 1 3.6 3H11M11 9v.1",
);
export const gift = icon(
  "M2.5 5.8h11v2.8h-11zM3.5 8.6v4.9h9V8.6M8 5.8v7.7M8 5.8C5.6 5.8 4.6 5 4.6 3.9 4.6 2.3 7 2 8 5.8c1-3.8 3.4-3.5 3.4-1.9 0 1.1-1 1.9-3.4 1.9z",
);
export const punchCard = icon(
  "M3 4h10a1.2 1.2 0 0 1 1.2 1.2v5.6A1.2 1.2 0 0 1 13 12H3a1.2 1.2 0 0 1-1.2-1.2V5.2A1.2 1.2 0 0 1 3 4zM4.8 8h.1M8 8h.1M11.2 8h.1",
);
export const receipt = icon("M3.8 2.5h8.4v11l-1.4-1-1.4 1-1.4-1-1.4 1-1.4-1-1.4 1zM6 5.6h4M6 8.2h4");
export const tag = directed("M2.5 3.3v4L8.7 13.5l4.8-4.8L7.3 2.5h-4a.8.8 0 0 0-.8.8zM5.3 5.3v.1");
export const lock = icon(
  "M4.3 7h7.4a.8.8 0 0 1 .8.8v4.9a.8.8 0 0 1-.8.8H4.3a.8.8 0 0 1-.8-.8V7.8a.8.8 0 0 1 .8-.8zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
);
export const offline = icon(
  "M2.5 2.5l11 11M5.2 5.6A3.4 3.4 0 0 0 5 12.4h6.9M7 4.1a4 4 0 0 1 4.9 3.4 2.5 2.5 0 0 1 2 3.6",
);
export const gone = icon(
  "M6.6 2.9a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2zM2 13.4a4.7 4.7 0 0 1 9.2 0M11.2 5l3 3M14.2 5l-3 3",
);
export const trash = icon("M2.8 4.5h10.4M6 4.5V2.8h4v1.7M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4");
export const sms = icon(
  "M3.2 3h9.6A1.2 1.2 0 0 1 14 4.2v6a1.2 1.2 0 0 1-1.2 1.2H7.6l-3 2.4v-2.4H3.2A1.2 1.2 0 0 1 2 10.2v-6A1.2 1.2 0 0 1 3.2 3zM5 6.2h6M5 8.4h3.6",
);
export const email = icon(
  "M3.2 3.5h9.6A1.2 1.2 0 0 1 14 4.7v6.6a1.2 1.2 0 0 1-1.2 1.2H3.2A1.2 1.2 0 0 1 2 11.3V4.7a1.2 1.2 0 0 1 1.2-1.2zM2.4 4.4L8 8.8l5.6-4.4",
);
export const bell = icon("M4 11.5V7a4 4 0 0 1 8 0v4.5l1 .7H3zM6.7 14h2.6");
