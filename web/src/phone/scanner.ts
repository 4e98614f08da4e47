/** The browser's own reader of QR codes; not yet in TypeScript's library. */
interface BarcodeReader {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type BarcodeReaderClass = new (options: { formats: string[] }) => BarcodeReader;

const LOOK_EVERY_MS = 150;

function readerClass(): BarcodeReaderClass | null {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return typeof found === 'function' ? (found as BarcodeReaderClass) : null;
}

/** Whether this page may scan, and if not, why: the person is told, and types the digits. */
export function scanAbility(): 'yes' | 'insecure' | 'unsupported' {
  if (!isSecureContext) return 'insecure';
  return readerClass() === null || !('mediaDevices' in navigator) ? 'unsupported' : 'yes';
}

/**
 * Opens the camera into `video` and calls back with every text it reads. Answers how to stop.
 * @throws when the camera is refused or there is none
 */
export async function scan(video: HTMLVideoElement, onText: (text: string) => void): Promise<() => void> {
  const Reader = readerClass();
  if (Reader === null) throw new Error('no reader');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  await video.play();
  const reader = new Reader({ formats: ['qr_code'] });
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  const look = async () => {
    const found = await reader.detect(video).catch(() => []);
    if (stopped) return;
    if (found[0]) onText(found[0].rawValue);
    timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
  };
}
