/** What to call an entry or a player: the caption, else the name they gave, else the first characters of the id. */
export function entryName(card: { id: string; caption: string; credit: string }): string {
  return card.caption || card.credit || `#${card.id.slice(0, 6).toUpperCase()}`;
}
