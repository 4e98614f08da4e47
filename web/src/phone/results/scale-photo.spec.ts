import { describe, expect, it } from 'vitest';
import { scaledSize, toBase64 } from './scale-photo.js';

describe('a picture on its way', () => {
  it('is at most 1280 on its longest side and keeps its shape', () => {
    expect(scaledSize(4_000, 3_000)).toEqual({ width: 1_280, height: 960 });
    expect(scaledSize(3_000, 4_000)).toEqual({ width: 960, height: 1_280 });
    expect(scaledSize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(scaledSize(10_000, 2)).toEqual({ width: 1_280, height: 1 });
  });

  it('is written in base64 however long it is', () => {
    const bytes = Uint8Array.from({ length: 20_001 }, (_, i) => i % 256);
    expect(toBase64(bytes.buffer)).toBe(Buffer.from(bytes).toString('base64'));
  });
});
