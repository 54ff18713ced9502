/** What this browser keeps between visits. Where a person forbids storage, nothing is kept and nothing breaks. */
export const readKept = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

export const writeKept = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forbidden or full: the choice lasts as long as the page.
  }
};
