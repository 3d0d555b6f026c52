import { css } from "lit";

export const styles = css`
  .messages-bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: var(--_u) calc(var(--_u) * 2);
    padding-block: 2px calc(var(--_u) * 2.5);
    padding-inline: calc(var(--_u) * 4) calc(var(--_u) * 2);
  }
  .messages-threads,
  .messages-send {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_u);
  }
  .messages-thread[aria-pressed="true"] {
    background: var(--_accent-soft);
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .messages-row {
    display: grid;
    grid-template-columns: 28px minmax(0, 1fr);
    gap: calc(var(--_u) * 3);
    padding-block: calc(var(--_u) * 2.5);
    padding-inline: calc(var(--_u) * 4);
    border-block-start: 1px solid var(--_border);
    font-size: var(--_fs-2);
  }
  .messages-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 2px calc(var(--_u) * 2);
    min-block-size: 24px;
  }
  .messages-bubble {
    inline-size: fit-content;
    max-inline-size: 64ch;
    margin-block: 2px calc(var(--_u) * 1.5);
    padding: calc(var(--_u) * 2) calc(var(--_u) * 3);
    border-radius: var(--_r-panel);
    border-start-start-radius: 2px;
    background: var(--_subtle);
  }
  .messages-text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .messages-beginning:has(+ details[open]) {
    display: none;
  }
  .messages-bubble summary {
    inline-size: fit-content;
    min-block-size: 24px;
    align-content: center;
    color: var(--_accent);
    cursor: pointer;
  }
  @media (forced-colors: active) {
    .messages-bubble {
      border: 1px solid CanvasText;
    }
    .messages-thread[aria-pressed="true"] {
      background: Highlight;
      border-color: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
