/**
 * What phones of some years ago lack and these pages use; loaded before everything else. The build rewrites
 * newer syntax, not newer functions.
 */
function give(where: object, name: string, what: unknown): void {
  if (name in where) return;
  Object.defineProperty(where, name, { value: what, configurable: true, writable: true });
}

give(Array.prototype, 'at', function at(this: unknown[], index: number): unknown {
  return this[index < 0 ? this.length + index : index];
});
give(String.prototype, 'replaceAll', function replaceAll(this: string, from: string, to: string): string {
  return this.split(from).join(to);
});
give(AbortSignal, 'timeout', (ms: number): AbortSignal => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms);
  return controller.signal;
});
/** Without the browser's own modal dialog the page behind can still be reached; see `.flat` in sheets.css. */
give(HTMLElement.prototype, 'showModal', function showModal(this: HTMLElement) {
  this.setAttribute('open', '');
  this.classList.add('flat');
});
give(HTMLElement.prototype, 'close', function close(this: HTMLElement) {
  this.removeAttribute('open');
});
