import { html, nothing, type CSSResultGroup } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { ReadController } from "../controllers/read-controller.js";
import { kindOf } from "../errors.js";
import { errorNotice, loadingRows } from "./notices.js";
import type { OpenPanel, Panel, PanelContext, PanelDescription, PanelHost } from "./panel.js";
import type { MessageId } from "./profile-view.js";

/** How a panel is drawn: what the module behind {@link ReadingPanel.drawing} exports. */
interface Drawing<Data> {
  readonly styles: CSSResultGroup;
  /** Draws what was read. `nothing`: the panel is left out. */
  draw(data: Data, context: PanelContext): unknown;
}

interface ReadingPanel<Name extends string, Data> extends PanelDescription<Name> {
  /** Message id of what is said where the read failed. */
  readonly failure: MessageId;
  /**
   * Reads the panel's data. It must not wait for another panel or for the member. `has` says whether the backend has a
   * module, as far as is known by then.
   */
  read(client: Client, memberId: string, signal: AbortSignal, has: (module: string) => boolean): Promise<Data>;
  /** Imports the drawing and its styles. They are no part of the first paint: they load while the data does. */
  drawing(): Promise<Drawing<Data>>;
}

interface Loaded<Data> {
  readonly data: Data;
  readonly drawing: Drawing<Data>;
}

class OpenReadingPanel<Data> implements OpenPanel {
  readonly #panel: ReadingPanel<string, Data>;
  readonly #reads: ReadController<Loaded<Data>>;
  #drawing: Promise<Drawing<Data>> | undefined;

  constructor(panel: ReadingPanel<string, Data>, host: PanelHost) {
    this.#panel = panel;
    this.#reads = new ReadController<Loaded<Data>>(host.element, {
      client: host.client,
      key: host.memberId,
      read: async (client, memberId, signal) => {
        const has = (module: string) => host.view()?.capabilities.modules.includes(module) ?? true;
        const [data, drawing] = await Promise.all([panel.read(client, memberId, signal, has), this.#load(host)]);
        return { data, drawing };
      },
    });
  }

  get loading(): boolean {
    return this.#reads.state.loading;
  }

  reload(): Promise<void> {
    return this.#reads.reload();
  }

  draw(context: PanelContext): unknown {
    const { value, error, slow } = this.#reads.state;
    if (value) return value.drawing.draw(value.data, context);
    const { t } = context.view;
    if (kindOf(error) === "unsupported") return nothing;
    if (error) return errorNotice(t, t(this.#panel.failure), error, () => void this.reload());
    return html`${slow ? loadingRows(2) : nothing}`;
  }

  /** Loads the drawing once; a failure is tried again with the next read. */
  #load(host: PanelHost): Promise<Drawing<Data>> {
    this.#drawing ??= this.#import(host).catch((error: unknown) => {
      this.#drawing = undefined;
      throw error;
    });
    return this.#drawing;
  }

  async #import(host: PanelHost): Promise<Drawing<Data>> {
    await host.drawn;
    const drawing = await this.#panel.drawing();
    host.addStyles(drawing.styles);
    return drawing;
  }
}

/**
 * Makes a panel that reads data of its own. It loads, fails and is tried again alone. Its drawing is a module apart, so
 * that the first paint does not grow with every panel.
 */
export const readingPanel = <const Name extends string, Data>(panel: ReadingPanel<Name, Data>): Panel<Name> => ({
  ...panel,
  open: (host) => new OpenReadingPanel(panel, host),
});
