import { expect } from "@open-wc/testing";
import { boundsOfDay } from "../../../src/format/day-bounds.js";

describe("the bounds of a day", () => {
  it("are those of the zone's clocks, also on days that are longer or shorter", () => {
    expect(boundsOfDay("2026-11-21", "UTC")).to.deep.equal({
      first: "2026-11-21T00:00:00.000Z",
      last: "2026-11-21T23:59:59.999Z",
    });
    expect(boundsOfDay("2026-11-21", "Asia/Kolkata").first).to.equal("2026-11-20T18:30:00.000Z");
    expect(boundsOfDay("2026-11-01", "America/New_York")).to.deep.equal({
      first: "2026-11-01T04:00:00.000Z",
      last: "2026-11-02T04:59:59.999Z",
    });
    expect(boundsOfDay("2026-03-29", "Europe/Dublin").last).to.equal("2026-03-29T22:59:59.999Z");
  });

  it("of a zone that is none are those of the page", () => {
    expect(boundsOfDay("2026-11-21", "No/Where").first).to.match(/^2026-11-2[01]T/);
  });
});
