/** The people of the table of permissions, and what they may get. */
export const CALLERS = [
  'nobody',
  'guest',
  'fan',
  'judge',
  'moderator',
  'editor',
  'owner',
  'otherOwner',
] as const;
export type CallerName = (typeof CALLERS)[number];

export type Outcome = 'ok' | 'sign-in' | 401 | 403 | 404 | `${string}/${string}`;

export interface Case {
  path: string;
  body?: unknown;
  /** Send a real picture instead of JSON. */
  picture?: boolean;
  /** Sent in a session of its own, since it ends the session. */
  endsSession?: boolean;
  /** Sent as a WebSocket handshake. */
  socket?: boolean;
  outcome: Record<CallerName, Outcome>;
}

export const everybody = (outcome: Outcome): Case['outcome'] =>
  Object.fromEntries(CALLERS.map((caller) => [caller, outcome])) as Case['outcome'];

/** Anybody with a proven address, whatever their brand. */
export const signedIn = (outcome: Outcome): Case['outcome'] => ({
  ...everybody(outcome),
  nobody: 401,
  guest: 401,
});

/** The brand's people by role; to others it must look as if the thing did not exist. */
export const staff = (
  outcome: Record<'judge' | 'moderator' | 'editor' | 'owner', Outcome>,
): Case['outcome'] => ({
  nobody: 401,
  guest: 401,
  fan: 404,
  otherOwner: 404,
  ...outcome,
});

export const anyStaff = staff({ judge: 'ok', moderator: 'ok', editor: 'ok', owner: 'ok' });
export const editors = staff({ judge: 403, moderator: 403, editor: 'ok', owner: 'ok' });
export const owners = staff({ judge: 403, moderator: 403, editor: 403, owner: 'ok' });

/** A page for staff: the same as the interface, but 401 becomes the way to sign in and 403 may look like 404. */
export const page = (outcome: Case['outcome'], forbidden: Outcome = 403): Case['outcome'] =>
  Object.fromEntries(
    Object.entries(outcome).map(([caller, each]) => [
      caller,
      each === 401 ? 'sign-in' : each === 403 ? forbidden : each,
    ]),
  ) as Case['outcome'];

/** Of somebody who is not there. */
export const mail = 'somebody@example.org';
