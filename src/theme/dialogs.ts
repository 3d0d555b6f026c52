import { css } from "lit";

/** The modal's frame: 680 wide, its preview beside from 580; below 560 a sheet with full-width buttons. */
export const dialogs = css`
  dialog.dlg {
    /* a host's own dialog takes them from the body */
    pointer-events: auto;
    padding: 0;
    margin: auto;
    border: 1px solid var(--_border);
    inline-size: min(max(680px, 42.5rem), 100% - 48px);
    max-inline-size: none;
    max-block-size: min(max(860px, 53.75rem), 100% - 48px);
    color: var(--_text);
    background: var(--_surface);
    border-radius: var(--_r-dialog);
    box-shadow: var(--_shadow);
    overflow: hidden;
    flex-direction: column;
    container-type: inline-size;
  }
  dialog.dlg[open] {
    display: flex;
  }
  dialog.dlg::backdrop {
    background: light-dark(rgb(16 24 40 / 0.35), rgb(0 0 0 / 0.55));
  }
  .dlg > .dhead {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 3);
    padding-block: calc(var(--_u) * 3.5);
    padding-inline: calc(var(--_u) * 5) calc(var(--_u) * 3);
    border-block-end: 1px solid var(--_border);
  }
  .dhead h2 {
    font-size: var(--_fs-4);
    font-weight: 600;
    line-height: 1.3;
    overflow-wrap: anywhere;
    /* the line below begins close to it */
    outline-offset: 0;
  }
  .dhead p {
    font-size: var(--_fs-2);
    color: var(--_muted);
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_u) * 1.5);
  }
  .dhead p > :not(:last-child)::after {
    content: " ·";
  }
  .dlg > .body {
    padding: calc(var(--_u) * 5);
    display: grid;
    gap: calc(var(--_u) * 5);
    flex: 1;
    overflow: auto;
    overscroll-behavior: contain;
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .dlg > .dfoot {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2);
    padding: calc(var(--_u) * 3) calc(var(--_u) * 5);
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
  }
  .dfoot .grow {
    display: flex;
  }
  .dlg .split {
    display: grid;
    gap: calc(var(--_u) * 5);
    grid-template-columns: minmax(0, 1fr);
  }
  .dlg .form {
    display: grid;
    gap: calc(var(--_u) * 4);
    align-content: start;
    min-inline-size: 0;
  }
  @container (inline-size >= max(580px, 36.25rem)) {
    .dlg .split {
      grid-template-columns: minmax(0, 1fr) min(max(300px, 18.75rem), 48%);
      gap: calc(var(--_u) * 6);
    }
  }
  @container (inline-size < max(520px, 32.5rem)) {
    .dlg > :is(.dhead, .body, .dfoot) {
      padding-inline: calc(var(--_u) * 4);
    }
    .dlg > .dhead {
      padding-inline-end: calc(var(--_u) * 2);
    }
    .dlg > .dfoot {
      flex-wrap: wrap;
    }
    .dfoot .btn,
    .dfoot .grow {
      flex: 1 1 auto;
    }
    .dfoot .btn {
      white-space: normal;
    }
    .dfoot .grow:empty {
      display: none;
    }
  }
  @media (width < max(560px, 35rem)) {
    dialog.dlg {
      margin-block-end: 0;
      inline-size: 100%;
      max-block-size: calc(100% - 8px);
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
`;

/** The tiles that one chooses an action from. */
export const tiles = css`
  .section > h3 {
    font-size: var(--_fs-1);
    font-weight: 600;
    color: var(--_muted);
    margin-block-end: calc(var(--_u) * 2);
  }
  .tiles {
    display: grid;
    gap: calc(var(--_u) * 2);
    grid-template-columns: 1fr;
  }
  @container (inline-size >= max(480px, 30rem)) {
    .tiles {
      grid-template-columns: 1fr 1fr;
    }
  }
  @container (inline-size >= max(560px, 35rem)) {
    .tiles.c3 {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
  }
  .tiles.one {
    grid-template-columns: 1fr;
  }
  .tile {
    display: grid;
    grid-template-columns: 32px minmax(0, 1fr);
    gap: 0 calc(var(--_u) * 2.5);
    align-items: start;
    text-align: start;
    padding: calc(var(--_u) * 2.5);
    border: 1px solid color-mix(in oklab, var(--_control-border) 35%, var(--_border));
    border-radius: calc(var(--_r) + 2px);
    background: var(--_surface);
    cursor: pointer;
    min-block-size: 60px;
    transition:
      border-color var(--_dur) var(--_ease),
      background-color var(--_dur) var(--_ease);
  }
  .tile:hover {
    border-color: var(--_accent);
  }
  .tile :is(b, small) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .tile b {
    display: block;
    font-weight: 500;
    line-height: 1.35;
  }
  .tile small {
    display: block;
    font-size: var(--_fs-1);
    color: var(--_muted);
    line-height: 1.4;
  }
  .tile small.w {
    color: var(--_warning);
  }
  .tile small svg.i {
    inline-size: 12px;
    block-size: 12px;
    vertical-align: -2px;
    margin-inline-end: var(--_u);
  }
  .tile.danger {
    border-color: color-mix(in oklab, var(--_danger) 35%, var(--_border));
  }
  .tile.danger b {
    color: var(--_danger);
  }
  .tile.danger:hover {
    border-color: var(--_danger);
    background: var(--_danger-soft);
  }
  .tile:not([aria-disabled="true"]):hover .glyph:not(.danger) {
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .tile[aria-disabled="true"] {
    background: none;
    border-color: var(--_border);
    cursor: not-allowed;
  }
  .tile[aria-disabled="true"] b {
    color: var(--_muted);
  }
  .tile[aria-disabled="true"] .glyph {
    color: var(--_muted);
    background: none;
  }
  @media (forced-colors: active) {
    .tile {
      border: 1px solid CanvasText;
    }
  }
`;
