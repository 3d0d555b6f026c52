import { css } from "lit";

export const ticketStyles = css`
  .ticket {
    margin-block-start: -8px;
  }
  .ticket-row {
    display: grid;
    grid-template-columns: 28px minmax(0, 1fr) auto;
    gap: 0 calc(var(--_u) * 3);
    align-items: start;
    padding-block: calc(var(--_u) * 2.5);
  }
  .ticket-row + .ticket-row {
    border-block-start: 1px solid var(--_border);
  }
  .ticket-row > div {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .ticket-told {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_u) * 1.5);
  }
  .ticket-told .btn.link {
    padding-inline: 0;
    text-align: start;
    white-space: normal;
  }
  /* At the end of what it follows: a line that is wrapped begins with a word. */
  .ticket-told > span:not(:last-child)::after {
    content: " ·" / "";
  }
  .ticket-amounts {
    text-align: end;
  }
  .ticket-amounts .num {
    font-weight: 600;
  }
  .ticket-amounts .off {
    text-decoration: line-through;
    font-weight: 400;
    color: var(--_muted);
  }
  .ticket + .btn,
  .callout + .btn {
    justify-self: center;
  }
`;
