/** The sealing keys of every server of a test: the same, so that several may share a database. */
export const TEST_KEYS = `1:${Buffer.alloc(32, 7).toString('base64')}`;
