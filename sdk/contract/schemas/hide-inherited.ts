/** What the page has added to `Object.prototype`, so that `for … in` meets it in every object. */
const added = Object.entries(Object.getOwnPropertyDescriptors(Object.prototype)).filter(
  ([, { enumerable, configurable }]) => enumerable && configurable,
);

/** Puts it out of the sight of `for … in`, or back. */
export const showInherited = (enumerable: boolean): void => {
  for (const [name] of added) Object.defineProperty(Object.prototype, name, { enumerable });
};

// Zod walks its own tables so while schemas are made, and breaks over it (docs/faults.md U07). Nothing else runs until
// `show-inherited.ts`, since a module and its imports are evaluated in one go.
showInherited(false);
