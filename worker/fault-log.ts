/** Anything that looks like an e-mail address. */
const ADDRESS = /[^\s"'<>,]+@[^\s"'<>,]+/g;

interface QueryFault extends Error {
  query: string;
}

const isQueryFault = (error: Error): error is QueryFault =>
  'query' in error && typeof error.query === 'string';

/** Only the lines that say where: the lines above them are the message, which is dealt with by itself. */
function frames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}

/**
 * A fault as the log may have it. A failed query carries its parameters in its message, and those are people's
 * addresses, codes and texts: the log gets the query, the reason and the place instead.
 */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error).replace(ADDRESS, '<address>');
  const what = isQueryFault(error)
    ? `failed query: ${error.query}`
    : `${error.name}: ${error.message}`;
  const why = error.cause instanceof Error ? `\ncaused by ${faultText(error.cause)}` : '';
  return `${what}\n${frames(error)}${why}`.replace(ADDRESS, '<address>');
}

/** Writes a fault into the log, with what tells it from others: ids, and names of our own. */
export function logFault(where: Record<string, string>, error: unknown): void {
  console.error(JSON.stringify({ ...where, fault: faultText(error) }));
}
