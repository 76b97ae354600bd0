import type { D1Migration } from 'cloudflare:test';

declare global {
  namespace Cloudflare {
    /** Given by vitest.config.ts; only tests have it. */
    interface Env {
      TEST_MIGRATIONS: D1Migration[];
      FANFARE_SECRET: string;
      FANFARE_ORIGIN: string;
      FANFARE_DEMO?: string;
    }
  }
}
