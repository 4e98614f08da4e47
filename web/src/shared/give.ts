/** Gives a browser of some years ago what it lacks. The build rewrites newer syntax, not newer functions. */
export function give(where: object, name: string, what: unknown): void {
  if (name in where) return;
  Object.defineProperty(where, name, { value: what, configurable: true, writable: true });
}
