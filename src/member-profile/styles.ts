import { css } from "lit";

/** The frame of the profile: the header above, two columns of panels where there is room for them. */
export const styles = css`
  .profile,
  .cols {
    display: grid;
    gap: calc(var(--_u) * 3);
    grid-template-columns: minmax(0, 1fr);
  }
  .stack {
    display: grid;
    gap: calc(var(--_u) * 3);
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (inline-size >= max(840px, 52.5rem)) {
    .profile,
    .cols,
    .stack {
      gap: calc(var(--_u) * 4);
    }
    .cols {
      grid-template-columns: minmax(0, 1fr) max(336px, 21rem);
      grid-template-rows: auto 1fr;
    }
    .top {
      grid-area: 1 / 1;
    }
    .side {
      grid-area: 1 / 2 / 3 / 3;
    }
    .bottom {
      grid-area: 2 / 1;
    }
    .cols.single {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: none;
    }
    .single > * {
      grid-area: auto;
    }
  }
  .acts {
    display: flex;
    align-items: center;
    gap: calc(var(--_u) * 2);
  }
`;
