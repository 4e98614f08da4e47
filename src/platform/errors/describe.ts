/** Kind and stack, but never a database error's parameters or detail: they hold names and phones. */
export function describe(thrown: unknown): { error: string; stack: string | undefined } {
  if (!(thrown instanceof Error)) return { error: typeof thrown, stack: undefined };
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  return {
    error: `${thrown.name}${code}: ${thrown.message.slice(0, 300)}`,
    stack: thrown.stack?.slice(0, 2000),
  };
}
