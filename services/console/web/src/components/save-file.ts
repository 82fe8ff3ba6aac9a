export interface NamedFile {
  file: Blob;
  name: string;
}

/** Hands a file to the browser's downloads. It was fetched with the session's token, which a plain link cannot carry. */
export function saveFile({ file, name }: NamedFile): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
