/** A short buzz and a soft tone. Browsers allow them only after a touch on the page; else silence. */
export function ring(): void {
  try {
    if (navigator.userActivation.hasBeenActive) navigator.vibrate([120, 80, 120]);
    const audio = new AudioContext();
    if (audio.state !== 'running') return void audio.close();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.15, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
    tone.frequency.value = 880;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.5);
    tone.onended = () => void audio.close();
  } catch {
    // This phone has no buzz or no sound: the banner is enough.
  }
}
