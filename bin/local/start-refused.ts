/** The server cannot start, for a reason the person at the terminal can mend: one clear sentence. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
