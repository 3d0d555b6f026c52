import type { PropertyDeclaration, ReactiveElement } from "lit";
import { property as litProperty } from "lit/decorators.js";

type Converter = (value: unknown) => unknown;

/** Absent, null and false are off, and so is `false` as text, which frameworks write. */
const flag: Converter = (value) => value === "" || (Boolean(value) && value !== "false");
const text: Converter = (value) => (value == null ? null : `${value as string | number}`);
/** For what a body reads. */
export const asItIs: Converter = (value) => value;

/**
 * Lit's decorator of that name, for a field that takes as a property what it would take as an attribute, from a
 * framework as from a script: a number is text, `"false"` is false, and null or undefined gives back what the field was
 * to begin with. A `converter` reads both.
 */
export const property =
  ({ converter, ...options }: PropertyDeclaration & { converter?: Converter } = {}) =>
  (prototype: ReactiveElement, name: string): void => {
    const read = converter ?? (options.type === Boolean ? flag : options.attribute === false ? asItIs : text);
    litProperty({ ...options, converter: read })(prototype, name);
    const declared = Object.getOwnPropertyDescriptor(prototype, name);
    // The first value that is ever set is the one that the class declares.
    let initial: unknown;
    Object.defineProperty(prototype, name, {
      ...declared,
      set(value: unknown) {
        const taken = read(value);
        if (initial === undefined) initial = taken;
        declared?.set?.call(this, taken ?? initial);
      },
    });
  };
