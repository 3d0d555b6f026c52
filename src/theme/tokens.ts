import { css } from "lit";

/**
 * The kit's tokens. A host sets `--member-*` anywhere above the element; what it leaves unset takes the default here.
 * Nothing is written on `:root`. Light or dark follows the `color-scheme` that the element inherits from the page,
 * never the OS by itself. `--_*` are the kit's own names for the same values: not for hosts.
 *
 * @cssprop --member-font - Font family. Default: the page's.
 * @cssprop --member-font-mono - Font family of ids.
 * @cssprop --member-font-size - Body size, 14px by default, from which every other size follows.
 * @cssprop --member-bg, --member-surface, --member-subtle - Grounds: behind panels, of panels, of insets.
 * @cssprop --member-border, --member-border-control - Hairlines, and the edges of controls (3:1).
 * @cssprop --member-text, --member-text-muted - Ink.
 * @cssprop --member-accent, --member-on-accent - The one filled button, links, focus; and text on it.
 * @cssprop --member-success, --member-warning, --member-danger - Meaning. Tints are derived.
 * @cssprop --member-focus - The focus ring. Default: the accent.
 * @cssprop --member-radius - Corner of controls; panels ×1.67, dialogs ×2; 0 stays 0.
 * @cssprop --member-shadow - Of popovers and dialogs only.
 * @cssprop --member-control-size - Height of controls, 32px; at least 44px on coarse pointers.
 * @cssprop --member-space - The unit of spacing, 4px, of which paddings and gaps are multiples: 3px is dense.
 * @cssprop --member-duration - Of colour transitions, 120ms.
 */
export const tokens = css`
  :host {
    --_font: var(--member-font, inherit);
    --_mono: var(--member-font-mono, ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace);
    --_fs: var(--member-font-size, max(13px, 0.875rem));

    --_bg: var(--member-bg, light-dark(#f6f7f9, #0e1014));
    --_surface: var(--member-surface, light-dark(#fff, #16191f));
    --_subtle: var(--member-subtle, light-dark(#f3f5f8, #1e222a));
    --_border: var(--member-border, light-dark(#e2e5ea, #2c313b));
    --_control-border: var(--member-border-control, light-dark(#848c9a, #6f7889));

    --_text: var(--member-text, light-dark(#171b24, #e9ebef));
    --_muted: var(--member-text-muted, light-dark(#59616f, #a2aab8));

    --_accent: var(--member-accent, light-dark(#2d54c8, #93b1ff));
    --_on-accent: var(--member-on-accent, light-dark(#fff, #0b1430));
    --_success: var(--member-success, light-dark(#146c43, #62cb95));
    --_warning: var(--member-warning, light-dark(#855000, #e7b65a));
    --_danger: var(--member-danger, light-dark(#b4232a, #ff938b));
    --_focus: var(--member-focus, var(--_accent));

    --_r: var(--member-radius, 6px);
    --_shadow: var(
      --member-shadow,
      0 1px 2px light-dark(rgb(16 24 40 / 0.06), rgb(0 0 0 / 0.4)),
      0 12px 32px -4px light-dark(rgb(16 24 40 / 0.16), rgb(0 0 0 / 0.6))
    );
    --_control: var(--member-control-size, 32px);
    --_u: var(--member-space, 4px);
    --_dur: var(--member-duration, 120ms);

    /* derived: never set by a host */
    --_r-panel: calc(var(--_r) * 1.667);
    --_r-dialog: calc(var(--_r) * 2);
    --_fs-1: calc(var(--_fs) * 0.857); /* 12 meta, badges, table heads */
    --_fs-2: calc(var(--_fs) * 0.929); /* 13 panel titles, dense text */
    --_fs-4: calc(var(--_fs) * 1.143); /* 16 dialog titles */
    --_fs-5: calc(var(--_fs) * 1.429); /* 20 the name, the amount typed */
    --_fs-6: calc(var(--_fs) * 2); /* 28 a balance */
    --_edge: color-mix(in oklab, var(--_control-border) 45%, var(--_border));
    /* a tint is the colour made vivid, thinly laid on the surface: pale amber, not beige */
    --_accent-soft: color-mix(in oklab, oklch(from var(--_accent) 0.72 calc(c * 1.1) h) 15%, var(--_surface));
    --_success-soft: color-mix(in oklab, oklch(from var(--_success) 0.78 calc(c * 1.5) h) 17%, var(--_surface));
    --_warning-soft: color-mix(in oklab, oklch(from var(--_warning) 0.83 calc(c * 1.5) h) 19%, var(--_surface));
    --_danger-soft: color-mix(in oklab, oklch(from var(--_danger) 0.74 calc(c * 1.05) h) 14%, var(--_surface));
    --_hit: max(24px, calc(var(--_control) - 4px)); /* the smallest thing one may press */
    --_ease: cubic-bezier(0.2, 0, 0, 1);
  }
  @media (pointer: coarse) {
    :host {
      --_control: max(44px, var(--member-control-size, 44px));
      --_hit: 44px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_dur: 0.01ms;
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --_border: var(--_control-border);
      --_muted: var(--_text);
    }
  }
  @supports not (color: oklch(from red l c h)) {
    :host {
      --_accent-soft: color-mix(in oklab, var(--_accent) 10%, var(--_surface));
      --_success-soft: color-mix(in oklab, var(--_success) 10%, var(--_surface));
      --_warning-soft: color-mix(in oklab, var(--_warning) 11%, var(--_surface));
      --_danger-soft: color-mix(in oklab, var(--_danger) 9%, var(--_surface));
    }
  }
`;
