/** A member's ETag (RFC 9110, 8.8.3): covers profile, status, tier and consents, whose every change raises the version. */
export const memberEtag = (version: number): string => `"${version}"`;
