import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../shared/i18n.js';
import { CameraFailure, type CameraFault, openScanner } from '../shared/scanner/scanner.js';
import { type GateText, readGateText } from './gate-text.js';
import { phoneTexts } from './texts.js';

/** The camera's picture until a gate's QR is read; loaded only when somebody wants to scan. */
export function GateScanner(props: {
  onRead: (gate: GateText) => void;
  onFault: (fault: CameraFault | 'unloaded') => void;
}) {
  const t = useTexts(phoneTexts);
  const video = useRef<HTMLVideoElement>(null);
  const [other, setOther] = useState(false);
  useEffect(() => {
    if (!video.current) return;
    let done = false;
    const opened = openScanner(video.current, (text) => {
      if (done) return;
      const gate = readGateText(text);
      if (gate?.siteId == null) {
        setOther(true); // some other QR on the wall
        return;
      }
      done = true;
      props.onRead(gate);
    });
    opened.catch((thrown: unknown) => {
      if (!done) props.onFault(thrown instanceof CameraFailure ? thrown.fault : 'unloaded');
    });
    return () => {
      done = true;
      opened.then(
        (scanner) => scanner.stop(),
        () => undefined,
      );
    };
  }, []);
  return (
    <figure class="scanner">
      <video ref={video} muted playsInline />
      <figcaption aria-live="polite">{other ? t.scanOther : t.scanHint}</figcaption>
    </figure>
  );
}
