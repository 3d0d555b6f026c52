import { css } from "lit";

/** What is told of an entry beside its title, in a line of class `told`: a dot stands between one thing and the next. */
export const toldStyles = css`
  .told {
    display: flex;
    flex-wrap: wrap;
    overflow-wrap: anywhere;
  }
  .told > * + *::before {
    content: "·";
    margin-inline: var(--_u);
  }
`;
