/** Makes something anew only when a part of what it is made of is another one. */
export const remembered = <Of extends readonly unknown[], Made>(make: (...of: Of) => Made): ((...of: Of) => Made) => {
  let last: { readonly of: Of; readonly made: Made } | undefined;
  return (...of) => {
    if (!last || of.some((part, index) => part !== last?.of[index])) last = { of, made: make(...of) };
    return last.made;
  };
};
