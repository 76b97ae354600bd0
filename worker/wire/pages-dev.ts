// Pages of the demo server only.

/** One of the people that the demo server signs anybody in as. */
export interface DemoRole {
  as: 'fan' | 'brand' | 'moderator' | 'judge';
  name: string;
  email: string;
  /** Where to look after signing in. */
  next: string;
}

export interface DevMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  createdAtMs: number;
}

export interface DevPages {
  'dev/sign-in': { roles: DemoRole[] };
  'dev/mail': { mails: DevMail[] };
}
