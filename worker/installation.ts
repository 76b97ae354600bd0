/** Settings that are made per installation, never in the repository. */
export interface Installation {
  /** At least 32 random bytes, base64url. Every key of the worker is derived from it. */
  FANFARE_SECRET: string;
  /** The address people see, without a trailing slash, such as `https://play.example.com`. */
  FANFARE_ORIGIN: string;
  /** `"1"` on a local demo server only: one-click sign-in and the visible mail outbox. */
  FANFARE_DEMO?: string;
  /** Budgets that differ from the defaults, as JSON: see worker/abuse/limits.ts. */
  FANFARE_LIMITS?: string;
  /** Costs of challenges that differ from the defaults, as JSON: see worker/abuse/challenge-settings.ts. */
  FANFARE_CHALLENGE?: string;
  /** Cloudflare Turnstile in place of proofs of work: both keys, and where tokens are verified if not at Cloudflare. */
  TURNSTILE_SITE_KEY?: string;
  TURNSTILE_SECRET?: string;
  TURNSTILE_ENDPOINT?: string;
  /** Which header states a client's address, set by the proxy in front; CF-Connecting-IP when absent, nowhere when empty. */
  FANFARE_ADDRESS_HEADER?: string;
  /** How many proxies of the operator's own append to the list in that header; 1 when absent. */
  FANFARE_ADDRESS_HOPS?: string;
  /** `"1"` where coarse limits begin anew with each minute of the clock: the local runtime's do, and the local server says so. */
  FANFARE_WHOLE_MINUTES?: string;
  /** Where mails are posted (JSON as Resend takes it), the bearer token for it, and the sender's address. */
  MAIL_ENDPOINT?: string;
  MAIL_TOKEN?: string;
  MAIL_FROM?: string;
}
