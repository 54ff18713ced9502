const PATTERN = /^upl_([0-9a-f]{64})$/u;

/** The id of a picture that was sent ahead: the digest of its bytes, so that the same bytes have the same id. */
export const uploadIdOf = (sha256: string): string => `upl_${sha256}`;

/** The digest in such an id; undefined when it cannot be one. */
export const parseUploadId = (text: string): string | undefined => PATTERN.exec(text)?.[1];
