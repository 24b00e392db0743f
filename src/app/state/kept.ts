/** What this browser keeps for its owner: tastes, never models. A browser that forbids storage forgets them. */
const prefix = "ridgepoint.";

export const kept = {
  getItem(key: string): string | null {
    try {
      return localStorage.getItem(prefix + key);
    } catch {
      return null;
    }
  },
  /** Undefined forgets. */
  setItem(key: string, value: string | undefined): void {
    try {
      if (value === undefined) localStorage.removeItem(prefix + key);
      else localStorage.setItem(prefix + key, value);
    } catch {
      // It lasts until the page is closed, then.
    }
  },
};
