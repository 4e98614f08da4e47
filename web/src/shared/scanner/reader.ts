/** Reads the QR code in a frame of the camera; null when there is none. */
export type QrReader = (video: HTMLVideoElement) => Promise<string | null>;

/** The browser's own reader of codes; not yet in TypeScript's library. */
interface BarcodeReader {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
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
      const text = await native(video);
      failures = 0;
      return text;
    } catch {
      if (++failures >= FAILURES_BEFORE_OWN) reader = await ownReader();
      return null;
    }
  };
  return (video) => reader(video);
}

async function nativeReader(): Promise<QrReader | null> {
  try {
    const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
    if (typeof found !== 'function') return null;
    const Reader = found as unknown as BarcodeReaderClass;
    if (!(await Reader.getSupportedFormats()).includes('qr_code')) return null;
    const reader = new Reader({ formats: ['qr_code'] });
    return async (video) => (await reader.detect(video))[0]?.rawValue ?? null;
  } catch {
    return null;
  }
}

async function ownReader(): Promise<QrReader> {
  const { openWasmReader } = await import('./wasm-reader.js');
  return openWasmReader();
}
