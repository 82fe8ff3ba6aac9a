export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The content types of POST /v1/files. */
export const FILE_TYPES = ['text/csv', XLSX_TYPE] as const;

/** Which of them a Content-Type names, whatever its charset. */
export function fileType(contentType: string | undefined): (typeof FILE_TYPES)[number] | undefined {
  const bare = (contentType ?? '').split(';')[0]!.trim().toLowerCase();
  return FILE_TYPES.find((known) => known === bare);
}
