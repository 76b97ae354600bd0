/** A bound value may have 2 MB; a character of JSON has at most three bytes. */
const MAX_JSON_CHARACTERS = 600_000;

/** Rows as JSON arrays of arrays of columns, none of them longer than a bound value may be. No rows, no array. */
export function jsonRows<Row>(
  rows: readonly Row[],
  columns: (row: Row) => readonly unknown[],
): string[] {
  const arrays: string[] = [];
  let open = '';
  for (const row of rows) {
    const text = JSON.stringify(columns(row));
    if (open !== '' && open.length + text.length > MAX_JSON_CHARACTERS) {
      arrays.push(`[${open}]`);
      open = '';
    }
    open += open === '' ? text : `,${text}`;
  }
  if (open !== '') arrays.push(`[${open}]`);
  return arrays;
}
