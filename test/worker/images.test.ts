import { env } from 'cloudflare:test';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';

/** A left-to-right ramp, `width` × `height`, as a PNG. */
function ramp(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) data[i] = Math.floor(((i / 3) % width) * (255 / width));
  return encode({ width, height, data, channels: 3, depth: 8 });
}

it('resizes a picture and re-encodes it as WebP through the Images binding', async () => {
  const picture = new Blob([ramp(90, 60) as BufferSource]);
  const transformed = await env.IMAGES.input(picture.stream())
    .transform({ width: 30 })
    .output({ format: 'image/webp' });
  expect(transformed.contentType()).toBe('image/webp');
  const info = await env.IMAGES.info(transformed.image());
  expect(info).toMatchObject({ format: 'image/webp', width: 30, height: 20 });
});
