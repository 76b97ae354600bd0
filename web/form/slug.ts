const MAX_LENGTH = 40;

/** A title as part of an address: "São Bento, 7 a.m." → "sao-bento-7-a-m". Empty when nothing of it can be written so. */
export function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
}

/** The slug of a title that none of `taken` has, with a number behind it where needed. */
export function freeSlug(title: string, taken: readonly string[]): string {
  const slug = slugOf(title) || 'part';
  if (!taken.includes(slug)) return slug;
  for (let number = 2; ; number++) {
    const suffix = `-${number}`;
    const candidate = `${slug.slice(0, MAX_LENGTH - suffix.length).replace(/-+$/, '')}${suffix}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
