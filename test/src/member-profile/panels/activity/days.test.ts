import { expect } from "@open-wc/testing";
import { formatFor } from "../../../../../src/format/format.js";
import { daysOf } from "../../../../../src/member-profile/panels/activity/days.js";
import type { ProfileView } from "../../../../../src/member-profile/profile-view.js";
import { operationOf } from "../../../../support/fixtures.js";

const view = { format: formatFor("en", "UTC") } as ProfileView;
const now = Date.now();
const daysAgo = (days: number) =>
  operationOf({ id: `op_${days}`, at: new Date(now - days * 86_400_000).toISOString() });

describe("the days of a timeline", () => {
  it("bear their date in the line of their one moment, but for today and yesterday, which have headings", () => {
    const days = daysOf([daysAgo(0), daysAgo(1), daysAgo(2), daysAgo(3), daysAgo(3)], view);
    expect(days.map(({ dated }) => dated)).to.deep.equal([false, false, true, false]);
    expect(days.map(({ moments }) => moments.length)).to.deep.equal([1, 1, 1, 2]);
  });
});
