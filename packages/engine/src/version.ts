/** The model that this engine is, as written into the films that it makes. */
export const MODEL = "kinora-motion-1";
