import { nothing } from "lit";
import type { Client } from "../../sdk/client/client.js";
import { ReadController } from "../controllers/read-controller.js";
import { kindOf } from "../errors.js";
import { lateFailure } from "./late-failure.js";
import { loadingRows, reserved } from "./notices.js";
import type { OpenPanel, PanelContext, PanelHost } from "./panel.js";
import type { ProfileView } from "./profile-view.js";

interface LateReading<Data> {
  /** Reads the panel's data. */
  read(client: Client, memberId: string, signal: AbortSignal): Promise<Data>;
  /** Draws what was read; `again` reads it again. `nothing`: the panel is left out. */
  draw(data: Data, context: PanelContext, again: () => void): unknown;
  /** How many things were read. Default: it is no list. */
  count?(data: Data): number;
  /** What is said where the read failed. */
  failure(view: ProfileView): string;
}

/** Opens a late panel that reads data of its own. It loads, fails and is tried again alone. */
export const openReading = <Data>(host: PanelHost, { read, draw, count, failure }: LateReading<Data>): OpenPanel => {
  const reads = new ReadController<Data>(host.element, { client: host.client, key: host.memberId, read });
  const reload = () => reads.reload();
  const again = () => void reload();
  return {
    get loading() {
      return reads.state.loading;
    },
    get count() {
      const { value } = reads.state;
      return value !== undefined && count ? { of: count(value), isAll: true } : undefined;
    },
    reload,
    draw: (context) => {
      const { value, error, slow } = reads.state;
      if (value !== undefined) return draw(value, context, again);
      const { view } = context;
      if (kindOf(error) === "unsupported") return nothing;
      if (error) return lateFailure(failure(view), error, again, view);
      return slow ? loadingRows(2) : reserved;
    },
  };
};
