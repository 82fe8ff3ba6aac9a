export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The content types of POST /v1/files. */
export const FILE_TYPES = ['text/csv', XLSX_TYPE] as const;
