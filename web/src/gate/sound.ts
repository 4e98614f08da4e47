import type { Tone } from './judge/judge.js';

/** Told apart without looking: one high note, two in the middle, one long and low. */
const NOTES: Record<Tone, { hertz: number; from: number; to: number }[]> = {
  good: [{ hertz: 1_175, from: 0, to: 0.16 }],
  warn: [
    { hertz: 587, from: 0, to: 0.13 },
    { hertz: 587, from: 0.2, to: 0.34 },
  ],
  bad: [{ hertz: 196, from: 0, to: 0.6 }],
};
const BUZZ: Record<Tone, number[]> = { good: [60], warn: [80, 70, 80], bad: [400] };
const VOLUME = 0.25;

let audio: AudioContext | null = null;

/** Browsers allow sound only after a touch on the page: called at every touch, it costs nothing. */
export function allowSound(): void {
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume();
  } catch {
    // No sound here: colour, mark and words are enough.
  }
}

export function sound(tone: Tone): void {
  try {
    ring(tone);
  } catch {
    // As above.
  }
  try {
    if (navigator.userActivation.hasBeenActive) navigator.vibrate(BUZZ[tone]);
  } catch {
    // Nor a buzz.
  }
}

function ring(tone: Tone): void {
  if (audio?.state !== 'running') return;
  const now = audio.currentTime;
  for (const { hertz, from, to } of NOTES[tone]) {
    const note = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.setValueAtTime(VOLUME, now + from);
    volume.gain.linearRampToValueAtTime(0.001, now + to);
    note.frequency.value = hertz;
    note.connect(volume).connect(audio.destination);
    note.start(now + from);
    note.stop(now + to);
  }
}
