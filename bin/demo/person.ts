import type { DemoTarget } from '../local/demo-data.ts';

/** A reply that was not expected while the demo was being loaded. */
export class DemoRefused extends Error {
  constructor(what: string, status: number, text: string) {
    super(`the demo could not be loaded: ${what} was answered with ${status}: ${text}`);
  }
}

/** Somebody who uses the server through its HTTP interface, with cookies of their own. */
export class DemoPerson {
  readonly #target: DemoTarget;
  readonly #cookies = new Map<string, string>();

  constructor(target: DemoTarget) {
    this.#target = target;
  }

  /**
   * Sends a request as this person.
   * @param body JSON, or bytes as they are.
   * @throws {DemoRefused} on any status but 2xx.
   */
  async send<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
    const bytes = body instanceof Uint8Array;
    const { address, origin } = this.#target;
    const reply = await fetch(address + path, {
      method,
      headers: {
        origin,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'content-type': bytes ? 'image/jpeg' : 'application/json',
      },
      ...(body === undefined
        ? {}
        : { body: bytes ? new Blob([body.slice()]) : JSON.stringify(body) }),
    });
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    const text = await reply.text();
    if (!reply.ok) throw new DemoRefused(`${method} ${path}`, reply.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as Reply;
  }
}

/** Accounts that one-click sign-in offers for staff, by role. */
const staffAccounts = {
  owner: 'brand',
  editor: 'brand',
  moderator: 'moderator',
  judge: 'judge',
} as const;

/** What says who a player of a game is. */
export interface Player {
  who: string;
  role: string;
  verified: boolean;
}

/** Everybody who takes part in the demo; the same name and role is the same person. */
export class DemoPeople {
  readonly #target: DemoTarget;
  readonly #known = new Map<string, Promise<DemoPerson>>();
  readonly #staffed = new Set<string>();

  constructor(target: DemoTarget) {
    this.#target = target;
  }

  /** The brand's owner. */
  owner(): Promise<DemoPerson> {
    return this.of({ who: 'Owner', role: 'owner', verified: true });
  }

  /** The player, signed in or with a guest's cookie. */
  of({ who, role, verified }: Player): Promise<DemoPerson> {
    const key = `${role} ${verified ? 'verified' : 'guest'} ${who}`;
    let person = this.#known.get(key);
    if (!person) {
      person = this.#arrive(who, role, verified);
      this.#known.set(key, person);
    }
    return person;
  }

  async #arrive(who: string, role: string, verified: boolean): Promise<DemoPerson> {
    const person = new DemoPerson(this.#target);
    if (role in staffAccounts) {
      const as = staffAccounts[role as keyof typeof staffAccounts];
      // The first of a role is the one whom a click on the sign-in page gives.
      const name = this.#staffed.has(as) ? { name: who } : {};
      this.#staffed.add(as);
      await person.send('POST', '/dev/sign-in', { as, ...name });
    } else if (verified) {
      await person.send('POST', '/dev/sign-in', { as: 'fan', name: who });
    } else {
      await person.send('POST', '/api/session/guest');
    }
    return person;
  }
}
