import { expect } from "@open-wc/testing";
import type { LitElement } from "lit";
import { define } from "../../../src/define.js";
import { clientFor, newTenant, seedingMs, until, type Tenant } from "../backend.js";

await define();

describe("the reads of an element", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => document.body.replaceChildren());

  /** A client that counts who listens to it. */
  const counted = () => {
    const client = clientFor(tenant);
    let listening = 0;
    const onStale: typeof client.onStale = (listener) => {
      const stop = client.onStale(listener);
      let listens = true;
      listening++;
      return () => {
        if (listens) listening--;
        listens = false;
        stop();
      };
    };
    return { client: { ...client, onStale }, listening: () => listening };
  };

  for (const markup of [
    '<member-profile member-id="m_1048"></member-profile>',
    '<tag-editor member-id="m_1048"></tag-editor>',
    '<member-actions-modal member-id="m_1048" open></member-actions-modal>',
    "<member-list></member-list>",
  ])
    it(`leave nothing behind when ${/[\w-]+/.exec(markup)?.[0]} is removed with an update under way`, async () => {
      const { client, listening } = counted();
      const kit = document.createElement("member-kit");
      kit.client = client;
      kit.innerHTML = markup;
      const element = kit.firstElementChild as LitElement;
      document.body.append(kit);
      await until(() => listening() > 0, "it to read");
      for (let cycle = 0; cycle < 20; cycle++) {
        element.requestUpdate();
        element.remove();
        await element.updateComplete;
        expect(listening(), `after ${cycle} cycles`).to.equal(0);
        kit.append(element);
        await element.updateComplete;
        await until(() => listening() > 0, "it to read again");
      }
    });
});
