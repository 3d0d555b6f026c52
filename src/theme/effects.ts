import { css } from "lit";

/** A preview is a promise and so dashed; a receipt is a record and so solid. Both hold rows of effects. */
export const effects = css`
  .preview {
    align-self: start;
    position: sticky;
    inset-block-start: 0;
    border: 1px dashed var(--_control-border);
    border-radius: var(--_r-panel);
    padding: calc(var(--_u) * 3.5) calc(var(--_u) * 4);
    display: grid;
    gap: calc(var(--_u) * 3);
    align-content: start;
    background: var(--_subtle);
    min-inline-size: 0;
  }
  .preview > .phead {
    display: flex;
    justify-content: space-between;
    align-items: center;
    gap: calc(var(--_u) * 2);
    font-size: var(--_fs-2);
    font-weight: 600;
  }
  .record {
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
    padding: calc(var(--_u) * 3.5) calc(var(--_u) * 4);
    display: grid;
    gap: calc(var(--_u) * 3);
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
    gap: 0 calc(var(--_u) * 3);
    padding-block: calc(var(--_u) * 2.25);
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
    margin-block: calc(var(--_u) * 1.5) 0;
    padding-block-start: calc(var(--_u) * 3);
    border-block-start: 1px solid var(--_control-border);
    font-size: var(--_fs-2);
    font-weight: 600;
  }
  .notes {
    display: grid;
    gap: calc(var(--_u) * 1.5);
    font-size: var(--_fs-1);
    color: var(--_muted);
  }
  .notes li {
    display: grid;
    grid-template-columns: 14px 1fr;
    gap: calc(var(--_u) * 2);
  }
  .notes svg.i {
    inline-size: 14px;
    block-size: 14px;
    margin-block-start: 1px;
  }
  .bubble {
    display: grid;
    gap: var(--_u);
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: 12px;
    border-end-start-radius: 3px;
    padding: calc(var(--_u) * 2.5) calc(var(--_u) * 3);
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
