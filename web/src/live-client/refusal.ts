import type { ErrorBody } from '../../../src/contracts/common.js';

/** What a server says that cannot answer now; of the session and of the event it says nothing. */
const NOT_NOW = new Set(['database_away', 'overloaded', 'too_many_requests', 'internal']);

/** Whether an error is the server's last word, and not only for the moment. */
export const isRefusal = ({ code }: Pick<ErrorBody, 'code'>): boolean => !NOT_NOW.has(code);
