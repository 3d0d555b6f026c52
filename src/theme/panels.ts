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
    gap: var(--_u) calc(var(--_u) * 2);
    min-block-size: 44px;
    padding-block: calc(var(--_u) * 1.5) var(--_u);
    padding-inline: calc(var(--_u) * 4) calc(var(--_u) * 2);
  }
  .phead :is(h2, h3) {
    font-size: var(--_fs-2);
    font-weight: 600;
    flex: 1 1 auto;
  }
  .panel > .body {
    padding: 2px calc(var(--_u) * 4) calc(var(--_u) * 4);
  }
  .panel > .pfoot {
    border-block-start: 1px solid var(--_border);
    padding: calc(var(--_u) * 2);
    display: flex;
    justify-content: center;
  }
  .h3 {
    font-size: var(--_fs-1);
    font-weight: 500;
    color: var(--_muted);
    margin-block-end: calc(var(--_u) * 2);
    display: flex;
    justify-content: space-between;
    gap: calc(var(--_u) * 2);
  }
  .list > li {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2.5);
    min-block-size: 40px;
    padding-block: calc(var(--_u) * 1.5);
  }
  .list > li + li {
    border-block-start: 1px solid var(--_border);
  }
  .facts {
    display: grid;
    grid-template-columns: minmax(max(88px, 5.5rem), auto) minmax(0, 1fr);
    gap: calc(var(--_u) * 2) calc(var(--_u) * 3);
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
