import { newlySeen } from './newly-seen.js';
import { openReader, type QrReader } from './reader.js';

/** Why there is no picture: not allowed, none there, or another app has it. */
export type CameraFault = 'refused' | 'no_camera' | 'busy';

export interface Scanner {
  stop: () => void;
  /** Null where this camera has no light. */
  torch: ((on: boolean) => Promise<void>) | null;
}

const PAUSE_MS = 90;
/** Longer than anything we show, and short enough to be handled by whoever gets it. */
const LONGEST_TEXT = 1_000;

/**
 * Shows the camera in `video` and calls back once with every code that comes before it, until stopped. What
 * the callback throws, a frame that cannot be read and a camera that went to sleep end nothing.
 * @throws CameraFailure when there is no picture
 */
export async function openScanner(video: HTMLVideoElement, onText: (text: string) => void): Promise<Scanner> {
  const [camera, read] = await Promise.all([openCamera(video), openReader()]).catch((thrown: unknown) => {
    stopCamera(video);
    throw thrown;
  });
  const stopLooking = look(video, read, onText);
  const comeBack = () => {
    if (!document.hidden && trackOf(video)?.readyState !== 'live')
      void openCamera(video).catch(() => undefined);
  };
  document.addEventListener('visibilitychange', comeBack);
  return {
    stop: () => {
      document.removeEventListener('visibilitychange', comeBack);
      stopLooking();
      stopCamera(video);
    },
    torch: hasTorch(camera)
      ? (on) =>
          trackOf(video)?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }) ??
          Promise.resolve()
      : null,
  };
}

/** What `openScanner` throws; `fault` says what to tell the person. */
export class CameraFailure extends Error {
  constructor(readonly fault: CameraFault) {
    super(fault);
  }
}

/** One look at a time, each after the last has ended: a slow phone looks less often. */
function look(video: HTMLVideoElement, read: QrReader, onText: (text: string) => void): () => void {
  const isNew = newlySeen();
  let stopped = false;
  let timer: ReturnType<typeof setTimeout>;
  const once = async () => {
    try {
      const text = document.hidden ? null : await read(video);
      if (!stopped && text !== null && text !== '' && isNew(text, performance.now())) {
        onText(text.slice(0, LONGEST_TEXT));
      }
    } catch (thrown) {
      console.error(thrown);
    }
    if (!stopped) timer = setTimeout(() => void once(), PAUSE_MS);
  };
  timer = setTimeout(() => void once(), PAUSE_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function openCamera(video: HTMLVideoElement): Promise<MediaStreamTrack | undefined> {
  const stream = await navigator.mediaDevices
    .getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } } })
    .catch((thrown: unknown) => {
      throw new CameraFailure(faultOf(thrown));
    });
  stopCamera(video);
  video.srcObject = stream;
  // Refused when it is called off by the next stream, or by a page that closes: no fault.
  await video.play().catch(() => undefined);
  return trackOf(video);
}

function faultOf(thrown: unknown): CameraFault {
  const name = thrown instanceof DOMException ? thrown.name : '';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'no_camera';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'refused';
}

function trackOf(video: HTMLVideoElement): MediaStreamTrack | undefined {
  return video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks()[0] : undefined;
}

function stopCamera(video: HTMLVideoElement): void {
  trackOf(video)?.stop();
  video.srcObject = null;
}

/** Not yet in TypeScript's library; Safari has no capabilities at all. */
function hasTorch(track: MediaStreamTrack | undefined): boolean {
  if (!track || !('getCapabilities' in track)) return false;
  return Reflect.get(track.getCapabilities(), 'torch') === true;
}
