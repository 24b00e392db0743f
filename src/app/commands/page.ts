/** Reaches parts of the page by the names and roles they have for everyone. */

export const focusOn = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

export const press = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();
