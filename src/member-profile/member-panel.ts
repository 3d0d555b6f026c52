import type { CSSResultGroup } from "lit";
import type { OpenPanel, EarlyPanel, PanelDescription } from "./panel.js";

interface MemberPanel<Name extends string> extends PanelDescription<Name> {
  readonly draw: OpenPanel["draw"];
  readonly styles?: CSSResultGroup;
}

/** Makes a panel that shows what came with the member. It reads nothing, so it is part of the first paint. */
export const memberPanel = <const Name extends string>({ draw, ...panel }: MemberPanel<Name>): EarlyPanel<Name> => ({
  ...panel,
  open: () => ({ draw }),
});
