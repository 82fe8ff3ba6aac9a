/** Fields of an item that a column may name; `attributes.<name>` is one too. */
const TEXT_FIELDS = [
  'text',
  'title',
  'externalId',
  'occurredAt',
  'updatedAt',
  'url',
  'language',
  'region',
  'branch',
  'inReplyTo',
  'sharedFrom',
  'author.id',
  'author.name',
  'author.phone',
  'author.email',
  'author.customerNumber',
  'author.kind',
];
const NUMBER_FIELDS = ['rating.stars', 'engagement.likes', 'engagement.shares', 'engagement.followers'];

/** The columns that are no field of an item. */
export function unknownColumns(columns: readonly string[]): string[] {
  return columns.filter((name) => !isField(name));
}

/** What a column may be called, for the sentence that refuses another. */
export const COLUMNS = [...TEXT_FIELDS, ...NUMBER_FIELDS, 'attributes.<name>'].join(', ');

/** A row as an item of POST /v1/feedback: dots lead into objects, empty cells are left out. */
export function itemOfRow(columns: readonly string[], cells: readonly string[]): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  for (const [at, column] of columns.entries()) {
    const cell = cells[at]?.trim() ?? '';
    if (cell === '') continue;
    const value = NUMBER_FIELDS.includes(column) ? numberOf(cell) : cell;
    const dot = column.indexOf('.');
    if (dot === -1) item[column] = value;
    else
      item[column.slice(0, dot)] = {
        ...(item[column.slice(0, dot)] as object | undefined),
        [column.slice(dot + 1)]: value,
      };
  }
  return item;
}

function isField(name: string): boolean {
  return TEXT_FIELDS.includes(name) || NUMBER_FIELDS.includes(name) || /^attributes\.(?!__proto__$)./.test(name);
}

// What is no number is sent as it is, and refused by name.
function numberOf(cell: string): number | string {
  return /^-?\d+$/.test(cell) && Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
}
