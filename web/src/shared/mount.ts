import { type ComponentChild, render } from 'preact';

/** Draws a face in the place of what its page says while it loads: Preact leaves there what it cannot use. */
export function mount(face: ComponentChild): void {
  const root = document.getElementById('app');
  if (!root) return;
  root.textContent = '';
  render(face, root);
}
