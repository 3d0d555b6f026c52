import { css } from "lit";

/** One function for all: a figure that moves again before its mark has gone has one listener still. */
const unmark = ({ currentTarget }: Event): void => (currentTarget as Element).classList.remove("moved");

/** Marks for a moment what has changed while it was shown. */
export const mark = (figure: Element): void => {
  figure.classList.add("moved");
  figure.addEventListener("animationend", unmark, { once: true });
};

/** How a mark looks; it goes by itself. */
export const movedStyles = css`
  .moved {
    border-radius: 4px;
    animation: moved 2.4s ease-out;
  }
  @keyframes moved {
    from {
      background: color-mix(in srgb, var(--_accent) 28%, transparent);
      box-shadow: 0 0 0 2px color-mix(in srgb, var(--_accent) 28%, transparent);
      outline-color: Highlight;
    }
  }
  /* It stands still, and goes. */
  @media (prefers-reduced-motion: reduce) {
    .moved {
      animation-timing-function: step-end;
    }
  }
  @media (forced-colors: active) {
    .moved {
      outline: 2px solid Highlight;
      outline-offset: 1px;
    }
  }
`;
