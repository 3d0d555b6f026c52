import type { CSSResultGroup, LitElement } from "lit";
import type { Capabilities, Operator } from "../../sdk/contract/index.js";
import { KitController } from "../controllers/kit-controller.js";
import { type BulkView, createBulkView } from "./bulk-view.js";
import { ExportDialog } from "./export-dialog.js";
import { ImportDialog } from "./import/import-dialog.js";
import { OneTime } from "./one-time.js";

interface BulkHost {
  readonly element: LitElement & { addStyles(styles: CSSResultGroup): void };
  readonly kit: KitController;
  readonly capabilities: () => Capabilities | undefined;
  readonly operator: () => Operator | undefined;
  readonly announce: (words: string) => void;
  /** Members have changed. */
  readonly done: () => void;
}

/** The dialogs over many members, which a list loads with the first of them. */
export class BulkDialogs {
  readonly once: OneTime;
  readonly export: ExportDialog;
  readonly import: ImportDialog;

  constructor({ element, kit, capabilities, operator, announce, done }: BulkHost) {
    // Names of actions and of their fields have words of their own.
    const names = new KitController(element, "modal");
    const view = (): BulkView | null => {
      const known = capabilities();
      return known ? createBulkView(kit, names, known, operator()) : null;
    };
    element.addStyles([OneTime.styles, ExportDialog.styles, ImportDialog.styles]);
    this.once = new OneTime({ element, kit, view, announce, done });
    this.import = new ImportDialog({ element, kit, view, announce, act: (audience) => this.once.open(audience), done });
    this.export = new ExportDialog({ element, kit, view, announce });
  }

  /** Whether an Escape was for one of them. */
  escape(): boolean {
    return this.once.escape() || this.export.escape() || this.import.escape();
  }

  draw(): unknown {
    return [this.once.draw(), this.export.draw(), this.import.draw()];
  }
}
