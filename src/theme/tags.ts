import { css } from "lit";

/**
 * Tags: solid, since they are records; dashed while they are not yet. Cut, with their whole text on hover and focus.
 */
export const tags = css`
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    max-inline-size: 100%;
    min-block-size: max(26px, calc(var(--_control) - 6px));
    border: 1px solid var(--_border);
    border-radius: var(--_r);
    background: var(--_subtle);
    font-size: var(--_fs-2);
    padding-inline-start: 8px;
  }
  .tag > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }
  .tag.plain {
    padding-inline: 7px;
    background: none;
    min-block-size: 22px;
    font-size: var(--_fs-1);
  }
`;
