/** A short message that passes by itself. */
export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'success' | 'danger';
}

const SHOWN_MS = 6000;
let nextId = 1;
const shown = $state<Toast[]>([]);

/** What `ToastRegion` shows, oldest first. */
export function toasts(): readonly Toast[] {
  return shown;
}

/** Takes a toast away before its time. */
export function dismissToast(id: number): void {
  const index = shown.findIndex((toast) => toast.id === id);
  if (index >= 0) shown.splice(index, 1);
}

/** Shows a message for a few seconds. In the browser only; what must not be missed belongs on the page instead. */
export function toast(text: string, tone: Toast['tone'] = 'plain'): void {
  const id = nextId++;
  shown.push({ id, text, tone });
  setTimeout(() => dismissToast(id), SHOWN_MS);
}
