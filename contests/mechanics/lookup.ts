/**
 * Reads a record whose keys come from outside. A plain `record[key]` would find `constructor` and its like on the
 * prototype; state must be plain JSON, so it cannot be a Map either.
 */
export function lookup<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The value at `key`, put there first when missing. */
export function obtain<T>(record: Record<string, T>, key: string, initial: () => T): T {
  if (!Object.hasOwn(record, key)) record[key] = initial();
  return record[key] as T;
}

/** Adds to a counter; a counter that reaches 0 disappears, so that equal states are equal JSON. */
export function count(record: Record<string, number>, key: string, by: number): void {
  const value = (lookup(record, key) ?? 0) + by;
  if (value === 0) delete record[key];
  else record[key] = value;
}
