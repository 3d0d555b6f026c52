let underway = 0;

/** Counts an answer that is on its way. */
export const counted = async <T>(answer: Promise<T>): Promise<T> => {
  underway++;
  try {
    return await answer;
  } finally {
    underway--;
  }
};

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Resolves once every element of a story is defined, and nothing was asked of the backend for some frames. */
export const quiet = async (root: ParentNode): Promise<void> => {
  const undefinedTags = [...root.querySelectorAll(":not(:defined)")].map(({ localName }) => localName);
  await Promise.all(undefinedTags.map((name) => customElements.whenDefined(name)));
  for (let frames = 0; frames < 15; frames++) {
    await frame();
    if (underway > 0) frames = 0;
  }
};
