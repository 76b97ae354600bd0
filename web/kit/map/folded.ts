/** Letters that are no base letter with a mark, so that decomposing leaves them as they are. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ə: 'e',
};
/** The other way in which some languages write their letters without marks: Zürich, Zuerich. */
const SPELLED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** Text as it is compared in a search: small ASCII letters and digits, words parted by one space. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłħıə]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/['’‘ʻʼ`´]/g, '')
    .replace(/[^a-z0-9\p{L}]+/gu, ' ')
    .trim();
}

/** The ways to type a name without its marks: "Zürich" → "zurich", "zuerich". */
export function spellings(name: string): string[] {
  const plain = folded(name);
  const small = name.toLowerCase().normalize('NFC');
  const spelled = folded(small.replace(/[äöüøå]/g, (letter) => SPELLED[letter] ?? ''));
  return spelled === plain ? [plain] : [plain, spelled];
}
