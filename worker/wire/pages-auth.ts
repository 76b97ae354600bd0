import type { Visit } from './pages-fan.ts';
import type { BrandMembership, InvitationView, PersonFacts } from './people.ts';

export interface AuthPages {
  'auth/sign-in': { visit: Visit; next: string; demo: boolean };
  'auth/me': {
    visit: Visit;
    person: PersonFacts | null;
    brands: BrandMembership[];
    /** How many brands ask this person to join. */
    invited: number;
    demo: boolean;
  };
  'auth/invitations': { visit: Visit; email: string; invitations: InvitationView[] };
}
