import { expect, it } from '@jest/globals';
import { pictureIn } from './picture.js';

/** The head of a PNG of this size. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(head);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

/** A JPEG of this size with a segment before the one that tells it. */
function jpeg(width: number, height: number): Buffer {
  const size = Buffer.from([0xff, 0xc2, 0, 17, 8, 0, 0, 0, 0, 3, 1, 0, 0, 2, 0, 0, 3, 0, 0]);
  size.writeUInt16BE(height, 5);
  size.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]), size]);
}

it('knows a PNG and a JPEG by their content, with their size', () => {
  expect(pictureIn(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 });
  expect(pictureIn(jpeg(1200, 300))).toEqual({ type: 'image/jpeg', width: 1200, height: 300 });
});

it('takes nothing else for a picture, whatever it is called', () => {
  const texts = [
    '',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'GIF89a',
    '<!doctype html><script>',
    'x'.repeat(99),
  ];
  for (const text of texts) expect(pictureIn(Buffer.from(text))).toBeNull();
  expect(pictureIn(png(1, 1).subarray(0, 20))).toBeNull();
  expect(pictureIn(jpeg(1, 1).subarray(0, 9))).toBeNull();
});

it('takes no picture that is empty or larger than any wall', () => {
  expect(pictureIn(png(0, 10))).toBeNull();
  expect(pictureIn(png(50_000, 50_000))).toBeNull();
  expect(pictureIn(jpeg(10, 5_000))).toBeNull();
});
