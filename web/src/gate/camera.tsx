import { useEffect, useRef, useState } from 'preact/hooks';
import { CameraFailure, type CameraFault, openScanner, type Scanner } from '../shared/scanner/scanner.js';
import { Button } from '../shared/ui.js';
import { useGateTexts } from './texts.js';

/** The camera's picture; every code that comes before it is told once. */
export function Camera(props: {
  onText: (text: string) => void;
  onFault: (fault: CameraFault | 'unloaded') => void;
  onStop: () => void;
}) {
  const words = useGateTexts().scan;
  const video = useRef<HTMLVideoElement>(null);
  const [scanner, setScanner] = useState<Scanner | null>(null);
  const [light, setLight] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!video.current) return undefined;
    let done = false;
    const opened = openScanner(video.current, (text) => done || latest.current.onText(text));
    opened.then(
      (found) => (done ? found.stop() : setScanner(found)),
      (thrown: unknown) => {
        if (!done) latest.current.onFault(thrown instanceof CameraFailure ? thrown.fault : 'unloaded');
      },
    );
    return () => {
      done = true;
      opened.then(
        (found) => found.stop(),
        () => undefined,
      );
    };
  }, []);
  const torch = scanner?.torch ?? null;
  return (
    <figure class="camera">
      <video ref={video} muted playsInline aria-label={words.camera} />
      <figcaption>{scanner ? words.hint : words.opening}</figcaption>
      <div class="camera-actions">
        {torch && (
          <Button
            aria-pressed={light}
            onClick={async () => {
              await torch(!light);
              setLight(!light);
            }}
          >
            {light ? words.torchOff : words.torchOn}
          </Button>
        )}
        <Button onClick={props.onStop}>{words.stop}</Button>
      </div>
    </figure>
  );
}
