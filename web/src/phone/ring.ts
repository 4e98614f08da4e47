const MS = 500;
let audio: AudioContext | null = null;

/**
 * Browsers give sound and buzz only to a page that was touched: the first touch opens the sound, and it stays open for
 * the letter that comes later. Call it once.
 */
export function readyToRing(): void {
  const open = () => {
    try {
      audio = new AudioContext();
      void audio.resume();
    } catch {
      // This phone has no sound for pages.
    }
  };
  addEventListener('pointerdown', open, { once: true, capture: true });
}

/** A short buzz and a soft tone. */
export function ring(): void {
  const touched = 'userActivation' in navigator ? navigator.userActivation.hasBeenActive : audio !== null;
  if (touched && 'vibrate' in navigator) navigator.vibrate([120, 80, 120]);
  if (audio?.state !== 'running') return void audio?.resume();
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.15, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + MS / 1000);
  tone.frequency.value = 880;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + MS / 1000);
}
