import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'uqr';
import { newId } from '../../src/kernel/ids.js';

const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 2;
const GREY = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);

/** The film that Chromium shows as its camera, over and over; what is before the camera can be changed. */
export interface FakeCamera {
  file: string;
  /** Holds a QR code before the camera; null takes it away. */
  show: (text: string | null) => Promise<void>;
  remove: () => Promise<void>;
}

export async function fakeCamera(): Promise<FakeCamera> {
  const file = join(tmpdir(), `ra-quan-camera-${newId()}.y4m`);
  const show = (text: string | null) =>
    // Written in place: Chromium holds the file open and reads each frame anew.
    writeFile(file, film(text), { flag: 'r+' }).catch(() => writeFile(file, film(text)));
  await show(null);
  return { file, show, remove: () => rm(file, { force: true }) };
}

function film(text: string | null): Buffer {
  const picture = text === null ? Buffer.alloc(WIDTH * HEIGHT, 235) : pictureOf(text);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), picture, GREY]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F20:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]);
}

/** Brightness alone: dark modules on white, as large as the picture allows. */
function pictureOf(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const scale = Math.floor(HEIGHT / size);
  const left = Math.floor((WIDTH - size * scale) / 2);
  const top = Math.floor((HEIGHT - size * scale) / 2);
  const picture = Buffer.alloc(WIDTH * HEIGHT, 235);
  data.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let line = 0; line < scale; line++) {
        const from = (top + y * scale + line) * WIDTH + left + x * scale;
        picture.fill(16, from, from + scale);
      }
    }),
  );
  return picture;
}
