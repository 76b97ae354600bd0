/** The words a key is made of: `expectedAccounts` and `expected-accounts` → "expected accounts". */
export function keyWords(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();
}

/** A readable label for a key that has no words of its own: `maxVotesPerDay` → "Max votes per day". Units and "id" are left out. */
export function keyLabel(key: string): string {
  const words = keyWords(key.replace(/(Ms|Id)$/, ''));
  return words.charAt(0).toUpperCase() + words.slice(1);
}
