import { useState } from "react";

/** The moment at which a page was opened, in milliseconds since 1970: days are named by it. */
export const useNow = (): number => {
  const [now] = useState(() => performance.timeOrigin + performance.now());
  return now;
};
