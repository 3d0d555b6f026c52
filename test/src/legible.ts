/** What readers set of text. WCAG 1.4.4: its size. WCAG 1.4.12: its spacing, by a style sheet of their own. */
export const readersText = {
  "200 % text": "font-size: 200%",
  "text spacing": "letter-spacing: 0.12em; word-spacing: 0.16em; line-height: 1.5",
};

/** Sets the page's text and direction; without either, as they were. */
export const setText = (style = "", direction = ""): void => {
  document.documentElement.style.cssText = style;
  document.documentElement.dir = direction;
};

interface DrawnText {
  readonly text: string;
  readonly rects: readonly DOMRect[];
}

/** From where to where a part can be seen: what is scrolled away can't. */
interface Window {
  readonly top: number;
  readonly bottom: number;
}

const narrowed = (window: Window, element: Element): Window => {
  if (getComputedStyle(element).overflowY === "visible") return window;
  const { top, bottom } = element.getBoundingClientRect();
  return { top: Math.max(window.top, top), bottom: Math.min(window.bottom, bottom) };
};

/** The part of a box that is in the window, across its whole width. */
const partIn = ({ top, bottom }: Window, rect: DOMRect): DOMRect[] => {
  const [from, to] = [Math.max(top, rect.top), Math.min(bottom, rect.bottom)];
  return rect.width > 1 && to - from > 1 ? [new DOMRect(rect.x, from, rect.width, to - from)] : [];
};

/** Texts that are drawn, with where. What only a screen reader meets is left out. */
const textsIn = (root: Node): DrawnText[] => {
  const found: DrawnText[] = [];
  const visit = (node: Node, window: Window): void => {
    let inside = window;
    if (node instanceof Element) {
      const { position, clipPath } = getComputedStyle(node);
      if (!node.checkVisibility({ visibilityProperty: true }) || (position === "absolute" && clipPath !== "none"))
        return;
      inside = narrowed(window, node);
      node.shadowRoot?.childNodes.forEach((child) => visit(child, inside));
    }
    if (node instanceof Text && node.data.trim()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].flatMap((rect) => partIn(window, rect));
      if (rects.length) found.push({ text: node.data.trim(), rects });
    }
    node.childNodes.forEach((child) => visit(child, inside));
  };
  root.childNodes.forEach((child) => visit(child, { top: -Infinity, bottom: Infinity }));
  return found;
};

/** Boxes of letters of two lines may touch; those of two texts at one place cover each other. */
const cover = (a: DOMRect, b: DOMRect): boolean => {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 2 && height > 0.4 * Math.min(a.height, b.height);
};

/** What can't be read of an element: texts that cover each other, and those that leave its box at a side. */
export const illegible = (element: Element): string[] => {
  const box = element.getBoundingClientRect();
  const texts = textsIn(element.shadowRoot ?? element);
  const outside = texts.filter(({ rects }) =>
    rects.some(({ left, right }) => left < box.left - 1 || right > box.right + 1),
  );
  const covered = texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter((other) => one.rects.some((rect) => other.rects.some((another) => cover(rect, another))))
      .map((other) => `"${one.text}" covers "${other.text}"`),
  );
  return [...outside.map(({ text }) => `"${text}" is outside`), ...covered];
};

/** The closest box around a node that can clip it, across shadow roots and slots. */
const parentOf = (node: Node): Element | null =>
  (node instanceof Element ? node.assignedSlot : null) ??
  node.parentElement ??
  (node.parentNode instanceof ShadowRoot ? node.parentNode.host : null);

/** Whether a box hides what is beyond its sides; one that scrolls does not. */
const hidesSides = ({ overflowX }: CSSStyleDeclaration): boolean => overflowX === "hidden" || overflowX === "clip";

const isCutBy = (rect: DOMRect, box: DOMRect): boolean =>
  rect.left < box.left - 1 || rect.right > box.right + 1 || rect.right <= box.left || rect.left >= box.right;

/**
 * Texts of the pseudo-locale that lose a part at a side, since a box around them is too narrow and hides it: a word that
 * was short in English. What only a screen reader meets is left out.
 */
export const cutOff = (root: Node): string[] => {
  const lost: string[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Element) {
      const { position, clipPath } = getComputedStyle(node);
      if (!node.checkVisibility({ visibilityProperty: true }) || (position === "absolute" && clipPath !== "none"))
        return;
      node.shadowRoot?.childNodes.forEach(visit);
    }
    if (node instanceof Text && node.data.includes("⟦")) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width }) => width > 1);
      for (let box = parentOf(node); box; box = parentOf(box))
        if (hidesSides(getComputedStyle(box)) && rects.some((rect) => isCutBy(rect, box.getBoundingClientRect())))
          lost.push(`${box.localName}.${box.className}: ${node.data.trim()}`);
    }
    node.childNodes.forEach(visit);
  };
  visit(root);
  return [...new Set(lost)];
};
