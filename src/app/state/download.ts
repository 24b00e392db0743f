/** Hands a content to the browser as a file to save. It never leaves the page: the address is one of this tab's memory. */
export function download(name: string, content: string | Uint8Array<ArrayBuffer>, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** "resnet18.csv" for "models/resnet18.onnx": without folders, and without what file systems refuse. */
export function fileNameFor(model: string, extension: string): string {
  const last = model.split(/[\\/]/).at(-1) ?? "";
  const base = last
    .replace(/\.onnx(txt)?$/i, "")
    .replaceAll(/[\p{Cc}<>:"|?*]+/gu, "_")
    .replace(/^\.+|[. ]+$/g, "");
  return `${base === "" ? "model" : base}.${extension}`;
}
