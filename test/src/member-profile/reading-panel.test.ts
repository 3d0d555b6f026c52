import { expect } from "@open-wc/testing";
import type { ReactiveController } from "lit";
import type { Client } from "../../../sdk/index.js";
import type { PanelContext, PanelHost } from "../../../src/member-profile/panel.js";
import { readingPanel } from "../../../src/member-profile/reading-panel.js";

describe("a panel that reads data of its own", () => {
  it("loads its drawing once, and tries again with the next read where it did not come", async () => {
    const controllers: ReactiveController[] = [];
    const element = {
      addController: (controller: ReactiveController) => controllers.push(controller),
      requestUpdate: () => undefined,
    };
    const host = {
      element,
      client: () => ({ onStale: () => () => undefined }) as unknown as Client,
      memberId: () => "m_1",
      view: () => null,
      addStyles: () => undefined,
    } as unknown as PanelHost;
    let tries = 0;
    const panel = readingPanel({
      name: "own",
      place: "side",
      title: null,
      failure: "error.wallet",
      read: async () => "what was read",
      drawing: async () => {
        tries += 1;
        if (tries === 1) throw new TypeError("no network");
        return { styles: [], draw: (data) => data };
      },
    });
    const open = panel.open(host);
    for (const controller of controllers) controller.hostConnected?.();
    for (const controller of controllers) controller.hostUpdate?.();
    for (let read = 0; read < 3; read++) await open.reload?.();
    expect([open.draw({} as PanelContext), tries]).to.deep.equal(["what was read", 2]);
  });
});
