import { directed, icon } from "./icon.js";

const circle = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z";

export const check = icon("M3.5 8.5l3 3 6-7");
export const checkCircle = icon(`${circle}M5.4 8.2l1.9 1.9 3.3-3.9`);
export const cross = icon("M4 4l8 8M12 4l-8 8");
export const plus = icon("M8 3.5v9M3.5 8h9");
export const minus = icon("M3.5 8h9");
export const info = icon(`${circle}M8 7.4v3.4M8 5.1v.1`);
/** Forbidden, blocked, withdrawn. */
export const stop = icon(`${circle}M3.8 3.8l8.4 8.4`);
export const clock = icon(`${circle}M8 4.8V8l2.2 1.4`);
export const alert = icon("M8 2.6l6 10.6H2zM8 6.6v3M8 11.3v.1");
export const arrow = directed("M3 8h10M9.5 4.5L13 8l-3.5 3.5");
export const undo = directed("M5.5 3L2.5 6l3 3M2.5 6H9a3.75 3.75 0 0 1 0 7.5H6");
export const retry = icon("M13.2 8A5.2 5.2 0 1 1 11.6 4.2M13.2 2.4v3h-3");
