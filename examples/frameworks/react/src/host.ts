/** What the page's own backend would tell it: where the loyalty backend is, and the operator's token. */
const given = new URLSearchParams(location.hash.slice(1));
export const baseUrl = given.get("baseUrl") ?? "";
export const token = given.get("token") ?? "";
/** Whether the elements are registered after they were drawn, as on a page that loads the kit when it is idle. */
export const isLate = given.has("late");
