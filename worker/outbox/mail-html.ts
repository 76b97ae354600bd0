const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A plain mail of paragraphs; every text is escaped. `strong` is set large, for a code. */
export function mailHtml(paragraphs: readonly (string | { strong: string })[]): string {
  const body = paragraphs.map((paragraph) =>
    typeof paragraph === 'string'
      ? `<p>${escapeHtml(paragraph)}</p>`
      : `<p style="font-size:28px;letter-spacing:4px"><strong>${escapeHtml(paragraph.strong)}</strong></p>`,
  );
  return `<!doctype html><html lang="en"><body style="font-family:sans-serif;font-size:16px">${body.join('')}</body></html>`;
}
