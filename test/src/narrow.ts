/** All that is drawn within a root, and within the shadow roots there. What only a screen reader meets is left out. */
const drawn = (root: ParentNode): Element[] =>
  [...root.children].flatMap((element) => {
    const { clipPath, display, position } = getComputedStyle(element);
    const isSeen = display === "contents" || element.checkVisibility({ visibilityProperty: true });
    if (!isSeen || (position === "absolute" && clipPath !== "none")) return [];
    return [element, ...drawn(element.shadowRoot ?? element), ...(element.shadowRoot ? drawn(element) : [])];
  });

/** What leaves the page at a side, or makes it, or a part of it, scroll sideways (WCAG 1.4.10). */
export const tooWide = (): string[] => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const outside = drawn(document.body).filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && !(element instanceof SVGElement) && (left < -1 || right > clientWidth + 1);
  });
  const scrolled = drawn(document.body).filter(
    (element) => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === "auto",
  );
  const page = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
  const name = ({ localName, className, textContent }: Element) =>
    `${localName}.${className}: ${textContent.replace(/\s+/g, " ").trim().slice(0, 40)}`;
  return [
    ...page,
    ...outside.map((element) => `${name(element)} is outside`),
    ...scrolled.map((element) => `${name(element)} scrolls sideways`),
  ];
};
