/** The operating system's code of an error (`ENOENT`, `EXDEV`, …), where it has one. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
