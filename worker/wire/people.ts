// What a browser receives about people and brands. Types only.

/** What somebody is in a brand. */
export type BrandRoleName = 'owner' | 'editor' | 'moderator' | 'judge';

/** The caller, as they may know themselves. */
export interface PersonFacts {
  id: string;
  kind: 'guest' | 'verified';
  email: string | null;
  name: string | null;
}

export interface BrandMembership {
  id: string;
  name: string;
  slug: string;
  /** The caller's role in it. */
  role: BrandRoleName;
}

/** `GET /api/me` */
export interface Me {
  person: PersonFacts | null;
  brands: BrandMembership[];
}

/** Somebody who works for a brand, or has been asked to. */
export interface MemberRow {
  /** Of the membership or of the invitation, for PATCH and DELETE. */
  id: string;
  role: BrandRoleName;
  name: string | null;
  /** Shown to owners, and to everybody for their own row; null otherwise. */
  email: string | null;
  status: 'member' | 'invited';
  /** True for the caller's own row. */
  self: boolean;
}

/** An invitation, as whoever was invited sees it. */
export interface InvitationView {
  id: string;
  /** What the brand calls itself. */
  brandName: string;
  role: BrandRoleName;
  /** It cannot be accepted from then on. */
  expiresAtMs: number;
}

/** `GET /api/me/invitations` */
export interface InvitationList {
  invitations: InvitationView[];
}

/** `GET /api/brands/:brandId/members` */
export interface MemberList {
  brand: BrandMembership;
  members: MemberRow[];
}
