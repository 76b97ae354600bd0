import type { Visit } from './pages-fan.ts';
import type { BrandMembership, PersonFacts } from './people.ts';

export interface AuthPages {
  'auth/sign-in': { visit: Visit; next: string; demo: boolean };
  'auth/me': { visit: Visit; person: PersonFacts | null; brands: BrandMembership[]; demo: boolean };
}
