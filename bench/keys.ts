/** The sealing keys of servers that are measured. */
export const BENCH_KEYS = `1:${Buffer.alloc(32, 7).toString('base64')}`;
