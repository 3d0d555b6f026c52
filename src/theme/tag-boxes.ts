import { css } from "lit";

/** Tags that can be removed, and the box in which they are typed. */
export const tagBoxes = css`
  .tag button {
    position: relative;
    inline-size: max(24px, calc(var(--_control) - 8px));
    min-block-size: 24px;
    align-self: stretch;
    display: grid;
    padding: 0;
    place-items: center;
    flex: none;
    border: 0;
    background: none;
    color: var(--_muted);
    border-radius: calc(var(--_r) - 1px);
    cursor: pointer;
  }
  .tag button:hover {
    color: var(--_text);
    background: color-mix(in oklab, var(--_text) 10%, var(--_subtle));
  }
  .tag button svg.i {
    inline-size: 12px;
    block-size: 12px;
  }
  .tagbox {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_u);
    align-items: center;
    padding: 2px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_r);
    background: var(--_surface);
    min-block-size: var(--_control);
  }
  .tagbox:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: -1px;
    border-color: var(--_focus);
  }
  .tagbox input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
`;
