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

type Paragraph = string | { strong: string } | { quoted: string };

function paragraphHtml(paragraph: Paragraph): string {
  if (typeof paragraph === 'string') return `<p>${escapeHtml(paragraph)}</p>`;
  if ('quoted' in paragraph)
    return `<blockquote style="margin:0;padding-left:12px;border-left:3px solid #999">${escapeHtml(paragraph.quoted)}</blockquote>`;
  return `<p style="font-size:28px;letter-spacing:4px"><strong>${escapeHtml(paragraph.strong)}</strong></p>`;
}

/** A plain mail of paragraphs; every text is escaped. `strong` is set large, for a code; `quoted` is somebody else's words. */
export function mailHtml(paragraphs: readonly Paragraph[]): string {
  const body = paragraphs.map(paragraphHtml);
  return `<!doctype html><html lang="en"><body style="font-family:sans-serif;font-size:16px">${body.join('')}</body></html>`;
}
