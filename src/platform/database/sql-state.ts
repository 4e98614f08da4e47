/** PostgreSQL's code of what went wrong, or the socket's below it; undefined when it has none. */
export function sqlStateOf(thrown: unknown): string | undefined {
  const source = driverErrorOf(thrown);
  if (typeof source !== 'object' || source === null || !('code' in source)) return undefined;
  return typeof source.code === 'string' ? source.code : undefined;
}

/**
 * PostgreSQL's classes of what is no fault of a statement: connection lost (08), out of disk, memory or connections
 * (53), stopped (57), the system below it (58). And 25006: a copy that may only be read; 25P03: it heard nothing of us
 * for too long, and ended the transaction.
 */
const AWAY = /^(08|53|57|58)...$|^25(006|P03)$/;

/** Of a statement that took too long, of one of two that waited for each other or that saw different states. */
const TRY_AGAIN = new Set(['57014', '40P01', '40001']);

/** What the socket says. */
const UNREACHED = /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** What pg says of its connection, and gives no code. */
const LOST =
  /^(Query read timeout|Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** Whether what was asked of the database may be asked again later, and of which kind the obstacle is. */
export function obstacleOf(thrown: unknown): 'away' | 'busy' | null {
  const code = sqlStateOf(thrown);
  if (code === undefined) {
    const source = driverErrorOf(thrown);
    return source instanceof Error && LOST.test(source.message) ? 'away' : null;
  }
  if (TRY_AGAIN.has(code)) return 'busy';
  return AWAY.test(code) || UNREACHED.test(code) ? 'away' : null;
}

function driverErrorOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'driverError' in thrown
    ? thrown.driverError
    : thrown;
}
