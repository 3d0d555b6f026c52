import { css } from "lit";

/** A preview is a promise and so dashed; a receipt is a record and so solid. Both hold rows of effects. */
export const effects = css`
  .preview {
    align-self: start;
    position: sticky;
    inset-block-start: 0;
    border: 1px dashed var(--_control-border);
    border-radius: var(--_r-panel);
    padding: 14px 16px;
    display: grid;
    gap: 12px;
    align-content: start;
    background: var(--_subtle);
    min-inline-size: 0;
  }
  .preview > .phead {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: 8px;
    font-size: var(--_fs-2);
    font-weight: 600;
  }
  .record {
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
    padding: 14px 16px;
    display: grid;
    gap: 12px;
    min-inline-size: 0;
  }
  .effects {
    display: grid;
    font-size: var(--_fs-2);
  }
  .effects > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    padding-block: 9px;
    align-items: baseline;
  }
  .effects > div + div {
    border-block-start: 1px solid color-mix(in oklab, var(--_control-border) 12%, var(--_border));
  }
  .effects dt {
    color: var(--_muted);
  }
  .effects dd {
    margin-inline-start: auto;
    min-inline-size: 0;
    text-align: end;
  }
  .effects .delta.texts {
    justify-content: end;
  }
  .effects .by {
    flex-basis: 100%;
    text-align: end;
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .effects .lead .delta {
    font-size: var(--_fs-4);
  }
  .whose {
    margin-block: 6px 0;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_control-border);
    font-size: var(--_fs-2);
    font-weight: 600;
  }
  .notes {
    display: grid;
    gap: 6px;
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .notes li {
    display: grid;
    grid-template-columns: 14px 1fr;
    gap: 8px;
  }
  .notes svg.i {
    inline-size: 14px;
    block-size: 14px;
    margin-block-start: 1px;
  }
  .bubble {
    display: grid;
    gap: 4px;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: 12px;
    border-end-start-radius: 3px;
    padding: 10px 12px;
    font-size: var(--_fs-2);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .bubble > * {
    unicode-bidi: plaintext;
  }
  @media (forced-colors: active) {
    .preview {
      border: 1px dashed CanvasText;
    }
  }
`;
