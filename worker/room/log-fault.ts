/** Logs a fault of a room, with what lies behind it. */
export function logFault(contestId: string, what: string, error: unknown): void {
  const cause = error instanceof Error && error.cause ? ` (${String(error.cause)})` : '';
  console.error(JSON.stringify({ contestId, what, fault: `${String(error)}${cause}` }));
}
