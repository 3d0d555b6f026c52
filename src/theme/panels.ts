import { css } from "lit";

/** A panel, and what stands in one: lists of things and of facts. Hairlines, not shadows. */
export const panels = css`
  .panel {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_r-panel);
    min-inline-size: 0;
  }
  .panel > .phead {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-block-size: 44px;
    padding-block: 6px 4px;
    padding-inline: 16px 8px;
  }
  .phead :is(h2, h3) {
    font-size: var(--_fs-2);
    font-weight: 600;
    flex: 1 1 auto;
  }
  .panel > .body {
    padding: 2px 16px 16px;
  }
  .panel > .pfoot {
    border-block-start: 1px solid var(--_border);
    padding: 8px;
    display: flex;
    justify-content: center;
  }
  .h3 {
    font-size: var(--_fs-1);
    font-weight: 500;
    color: var(--_muted);
    margin-block-end: 8px;
    display: flex;
    justify-content: space-between;
    gap: 8px;
  }
  .list > li {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 40px;
    padding-block: 6px;
  }
  .list > li + li {
    border-block-start: 1px solid var(--_border);
  }
  .facts {
    display: grid;
    grid-template-columns: minmax(max(88px, 5.5rem), auto) minmax(0, 1fr);
    gap: 8px 12px;
    font-size: var(--_fs-2);
    align-items: baseline;
  }
  .facts dt {
    color: var(--_muted);
  }
  .facts .num span + span {
    margin-inline-start: 0.5ch;
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  .facts bdi {
    white-space: pre-line;
  }
  @container (inline-size < max(240px, 15rem)) {
    .facts {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
