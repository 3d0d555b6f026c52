/** Which build of the kit this is, by semver with the commit it was made of: `0.1.0+b0c5763`. The build puts it here. */
export const version = "0.0.0+source" as string;
