/** Reaches parts of the page by the names and roles they have for everyone. */

export const focusOn = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();

export const press = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();

/** The browser's dialog for files, of no control on the page; `take` is not called where its user changed their mind. */
export function askForFiles(take: (files: FileList) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.addEventListener("change", () => {
    if (input.files !== null) take(input.files);
  });
  input.click();
}
