import { html, nothing, type TemplateResult } from "lit";
import type { Client } from "../../../../sdk/client/client.js";
import type { Operation } from "../../../../sdk/contract/index.js";
import { saveFile } from "../../../bulk/start-download.js";
import { download } from "../../../icons/dialog.js";
import { certificateMessages } from "../../../locales/en/certificate.js";
import type { ModalView } from "../../modal-view.js";

/** How far the certificate of an operation is. */
type Stage = "none" | "fetching" | "saved" | "failed";

/** The certificate of an erasure, which its receipt offers: fetched once it is asked for, and saved as a file. */
export class CertificatePart {
  readonly #changed: () => void;
  readonly #stages = new Map<string, Stage>();

  /** @param changed Called once more is to be drawn. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** A line of the receipt's facts. */
  draw(view: ModalView, { id }: Operation): TemplateResult {
    const t = view.kit.translator(certificateMessages);
    const stage = this.#stages.get(id) ?? "none";
    const isFetching = stage === "fetching";
    return html`<dt>${t("certificate.label")}</dt>
      <dd>
        <button
          type="button"
          class="btn sm"
          id="certificate"
          aria-disabled=${isFetching ? "true" : "false"}
          aria-describedby="certificate-hint"
          @click=${() => void this.#save(view.kit.client, id)}
        >
          ${isFetching ? html`<span class="spin"></span>` : download}${t("certificate.download")}
        </button>
        <div class="small muted" id="certificate-hint">${t("certificate.hint")}</div>
        <div class="small" role="status">
          ${stage === "none" ? nothing : t(`certificate.${stage}`, { file: fileOf(id) })}
        </div>
      </dd>`;
  }

  async #save(client: Client | undefined, id: string): Promise<void> {
    if (!client || this.#stages.get(id) === "fetching") return;
    this.#step(id, "fetching");
    try {
      const certificate = await (await client.bulk()).certificate(id);
      saveFile(new Blob([JSON.stringify(certificate, null, 2)], { type: "application/json" }), fileOf(id));
      this.#step(id, "saved");
    } catch {
      this.#step(id, "failed");
    }
  }

  #step(id: string, stage: Stage): void {
    this.#stages.set(id, stage);
    this.#changed();
  }
}

/** It names nobody: a name would stay in the list of downloads. */
const fileOf = (operationId: string): string => `certificate-${operationId}.json`;
