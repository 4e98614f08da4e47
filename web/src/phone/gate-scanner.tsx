import { useEffect, useRef } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { type GateText, readGateText } from './gate-text.js';
import { scan } from './scanner.js';
import { phoneTexts } from './texts.js';

/** The camera's picture until a gate's QR is read; loaded only when somebody wants to scan. */
export default function GateScanner(props: { onRead: (gate: GateText) => void; onRefused: () => void }) {
  const t = useTexts(phoneTexts);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!video.current) return;
    let done = false;
    const stop = scan(video.current, (text) => {
      const gate = readGateText(text);
      if (done || gate?.siteId == null) return; // some other QR on the wall
      done = true;
      props.onRead(gate);
    });
    stop.catch(() => props.onRefused());
    return () => {
      done = true;
      stop.then(
        (end) => end(),
        () => undefined,
      );
    };
  }, []);
  return (
    <figure class="scanner">
      <video ref={video} muted playsInline />
      <figcaption>{t.scanHint}</figcaption>
    </figure>
  );
}
