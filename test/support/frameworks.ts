/** The frameworks that have an example in `examples/frameworks`, with lock files of their own. */
export const frameworks = ["react", "vue", "svelte", "angular"] as const;
