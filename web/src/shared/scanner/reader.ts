/** Reads the QR code in a frame of the camera; null when there is none. */
export type QrReader = (video: HTMLVideoElement) => Promise<string | null>;

/** The browser's own reader of codes; not yet in TypeScript's library. */
interface BarcodeReader {
  detect(source: HTMLVideoElement | ImageData): Promise<{ rawValue: string }[]>;
}
interface BarcodeReaderClass {
  new (options: { formats: string[] }): BarcodeReader;
  getSupportedFormats(): Promise<string[]>;
}

/** A browser may have the class and no service behind it: then every look fails. */
const FAILURES_BEFORE_OWN = 3;

/** The browser's own reader where it reads QR codes, else ours, which is loaded only then. */
export async function openReader(): Promise<QrReader> {
  const native = await nativeReader();
  if (native === null) return ownReader();
  let failures = 0;
  let reader: QrReader = async (video) => {
    try {
      const [found] = await native.detect(video);
      failures = 0;
      return found?.rawValue ?? null;
    } catch {
      if (++failures >= FAILURES_BEFORE_OWN) reader = await ownReader();
      return null;
    }
  };
  return (video) => reader(video);
}

/** Smaller ones some refuse as too small to be read. */
const EMPTY_SIDE = 64;

/** Whether it will be ours that reads codes in this browser. */
export async function needsOwnReader(): Promise<boolean> {
  const native = await nativeReader();
  if (native === null) return true;
  return native.detect(new ImageData(EMPTY_SIDE, EMPTY_SIDE)).then(
    () => false,
    () => true,
  );
}

async function nativeReader(): Promise<BarcodeReader | null> {
  try {
    const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
    if (typeof found !== 'function') return null;
    const Reader = found as unknown as BarcodeReaderClass;
    if (!(await Reader.getSupportedFormats()).includes('qr_code')) return null;
    return new Reader({ formats: ['qr_code'] });
  } catch {
    return null;
  }
}

async function ownReader(): Promise<QrReader> {
  const { openWasmReader } = await import('./wasm-reader.js');
  return openWasmReader();
}
