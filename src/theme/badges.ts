import { css } from "lit";

/** A status (icon, word, then colour), a tier's rank, an avatar, and the round ground of an icon. */
export const badges = css`
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 20px;
    padding-inline: 6px 8px;
    border-radius: 10px;
    border: 1px solid transparent;
    font-size: var(--_fs-1);
    font-weight: 500;
    line-height: 1.2;
    vertical-align: middle;
    background: var(--_subtle);
    color: var(--_muted);
  }
  .badge svg.i {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 1.9;
  }
  .badge.success {
    background: var(--_success-soft);
    color: var(--_success);
  }
  .badge.warning {
    background: var(--_warning-soft);
    color: var(--_warning);
  }
  .badge.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .badge.accent {
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .badge.pending {
    background: none;
    border: 1px dashed var(--_control-border);
  }
  .badge.plain {
    padding-inline: 8px;
  }

  /* tier rank: as many bars as there are tiers, filled up to this one; no metal colours, since tiers are data */
  .tier {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-weight: 500;
  }
  .rank {
    inline-size: auto;
    block-size: 12px;
    flex: none;
    fill: color-mix(in oklab, var(--_text) 20%, var(--_surface));
  }
  .rank:dir(rtl) {
    transform: scaleX(-1);
  }
  .rank .on {
    fill: currentColor;
  }

  .avatar {
    inline-size: 52px;
    block-size: 52px;
    border-radius: 50%;
    display: grid;
    place-items: center;
    flex: none;
    font-weight: 600;
    font-size: var(--_fs-4);
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  .avatar.md {
    inline-size: 36px;
    block-size: 36px;
    font-size: 13px;
  }
  .avatar.blank {
    background: var(--_subtle);
    color: var(--_muted);
  }
  .glyph {
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    display: grid;
    place-items: center;
    flex: none;
    background: var(--_subtle);
    color: var(--_muted);
  }
  .glyph svg.i {
    inline-size: 14px;
    block-size: 14px;
  }
  .glyph.sq {
    border-radius: var(--_r);
    inline-size: 32px;
    block-size: 32px;
  }
  .glyph.sq svg.i {
    inline-size: 16px;
    block-size: 16px;
  }
  .glyph.warning {
    background: var(--_warning-soft);
    color: var(--_warning);
  }
  .glyph.danger {
    background: var(--_danger-soft);
    color: var(--_danger);
  }
  .glyph.success {
    background: var(--_success-soft);
    color: var(--_success);
  }
  .glyph.accent {
    background: var(--_accent-soft);
    color: var(--_accent);
  }
  @media (forced-colors: active) {
    .badge,
    .avatar,
    .glyph {
      border: 1px solid CanvasText;
    }
    .badge.pending {
      border-style: dashed;
    }
    .rank {
      fill: Canvas;
      stroke: CanvasText;
    }
    .rank .on {
      fill: CanvasText;
    }
  }
`;
