const LONGEST_SIDE = 1_280;
const MOST_BYTES = 300_000;
/** Tried in turn until it is small enough. */
const QUALITIES = [0.8, 0.65, 0.5, 0.35];

/** The longest side at most 1280; a picture that is smaller stays as it is. */
export function scaledSize(width: number, height: number): { width: number; height: number } {
  const by = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}

/**
 * Draws a picture anew, small enough for one bar of signal. What the camera wrote beside it (where, when, with
 * what) is not drawn.
 * @throws Error when the browser cannot read it
 */
export async function scalePhoto(file: Blob): Promise<ArrayBuffer> {
  const image = await load(file);
  const { width, height } = scaledSize(image.naturalWidth, image.naturalHeight);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  let smallest: Blob | null = null;
  for (const quality of QUALITIES) {
    smallest = await encode(canvas, quality);
    if (smallest.size <= MOST_BYTES) break;
  }
  if (!smallest) throw new Error('no picture');
  return new Response(smallest).arrayBuffer(); // Safari 13 cannot ask the Blob
}

async function load(file: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', quality),
  );
}

/** In pieces: the arguments of a call are limited. */
export function toBase64(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes);
  let text = '';
  for (let at = 0; at < all.length; at += 8_192) {
    text += String.fromCharCode(...all.subarray(at, at + 8_192));
  }
  return btoa(text);
}
