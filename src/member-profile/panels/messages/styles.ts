import { css } from "lit";

export const styles = css`
  .messages-bar {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 8px;
    padding-block: 2px 10px;
    padding-inline: 16px 8px;
  }
  .messages-threads,
  .messages-send {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
  }
  .messages-thread[aria-pressed="true"] {
    background: var(--_accent-soft);
    border-color: var(--_accent);
    color: var(--_accent);
  }
  .messages-row {
    display: grid;
    grid-template-columns: 28px minmax(0, 1fr);
    gap: 12px;
    padding-block: 10px;
    padding-inline: 16px;
    border-block-start: 1px solid var(--_border);
    font-size: var(--_fs-2);
  }
  .messages-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 2px 8px;
    min-block-size: 24px;
  }
  .messages-bubble {
    inline-size: fit-content;
    max-inline-size: 64ch;
    margin-block: 2px 6px;
    padding: 8px 12px;
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
