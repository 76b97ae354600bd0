import type { ChallengeReply } from '../../worker/wire/challenge.ts';
import { TURNSTILE_SCRIPT } from '../trusted-types.ts';

interface Turnstile {
  render(
    container: HTMLElement,
    options: {
      sitekey: string;
      action: string;
      cData: string;
      callback: (token: string) => void;
      'error-callback': () => void;
      'timeout-callback': () => void;
    },
  ): string;
  remove(widget: string): void;
}

const turnstile = () => (globalThis as { turnstile?: Turnstile }).turnstile;

let loading: Promise<void> | undefined;

/** Fetches Cloudflare's script once a page; after a failure it may be tried again. */
function loadScript(): Promise<void> {
  loading ??= new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = TURNSTILE_SCRIPT;
    script.async = true;
    script.onload = () => resolve();
    script.onerror = () => {
      loading = undefined;
      script.remove();
      reject(new Error('the script of the widget did not load'));
    };
    document.head.append(script);
  });
  return loading;
}

/**
 * Shows Cloudflare's widget in `container` until it has given a token. Null when it was cancelled.
 * @throws when the widget cannot be loaded or gives up.
 */
export async function tokenFromWidget(
  container: HTMLElement,
  { siteKey, action, cData }: Extract<ChallengeReply, { kind: 'turnstile' }>,
  signal: AbortSignal,
): Promise<string | null> {
  await loadScript();
  const widget = turnstile();
  if (!widget) throw new Error('the script of the widget is not what it should be');
  let id: string | undefined;
  try {
    return await new Promise<string | null>((resolve, reject) => {
      const fail = () => reject(new Error('the widget gave up'));
      signal.addEventListener('abort', () => resolve(null));
      id = widget.render(container, {
        sitekey: siteKey,
        action,
        cData,
        callback: resolve,
        'error-callback': fail,
        'timeout-callback': fail,
      });
    });
  } finally {
    if (id !== undefined) widget.remove(id);
  }
}
