import { HIGHEST_COST } from '../../worker/abuse/challenge-cost.ts';
import { issueChallenge } from '../../worker/abuse/challenge.ts';
import { SESSION_ACTION } from '../../worker/wire/challenge.ts';
import type { DemoTarget } from '../local/demo-data.ts';
import { sendWithProof, type ProofPurpose } from '../proof.ts';

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
  #id: Promise<string | null> | undefined;

  constructor(target: DemoTarget) {
    this.#target = target;
  }

  /**
   * Sends a request as this person.
   * @param body JSON, or bytes as they are.
   * @throws {DemoRefused} on any status but 2xx.
   */
  async send<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
    const reply = await sendWithProof(
      (verb, where, headers, content) => this.#once(verb, where, headers, content),
      method,
      path,
      body,
      (purpose) => this.#challenge(purpose),
    );
    const text = await reply.text();
    if (!reply.ok) throw new DemoRefused(`${method} ${path}`, reply.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as Reply;
  }

  /** Whoever has the installation's secret may issue challenges; these take a few tries, so that a first start takes no longer. */
  async #challenge(purpose: ProofPurpose) {
    const env = { FANFARE_SECRET: this.#target.secret };
    // As dear as the server may ask for while it is busy with the demo, at one try for the ordinary cost.
    const tries = HIGHEST_COST;
    if (purpose.action === SESSION_ACTION)
      return issueChallenge(env, { ...purpose, personId: null }, tries, Date.now());
    this.#id ??= this.send<{ person: { id: string } | null }>('GET', '/api/me').then(
      ({ person }) => person?.id ?? null,
    );
    return issueChallenge(env, { ...purpose, personId: await this.#id }, tries, Date.now());
  }

  async #once(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<Response> {
    const bytes = body instanceof Uint8Array;
    const { address, origin } = this.#target;
    const reply = await fetch(address + path, {
      method,
      headers: {
        ...headers,
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
    return reply;
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
