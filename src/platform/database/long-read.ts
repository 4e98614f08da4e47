import type { EntityManager, ObjectLiteral } from 'typeorm';

/** Some 200 kB. Of a longer answer Node takes two megabytes from the socket in one turn of the loop. */
const AT_A_TIME = 1_000;

/** All rows of a statement that may have very many: the loop turns between a thousand and the next. */
export function longRead<R extends ObjectLiteral>(
  manager: EntityManager,
  text: string,
  values: unknown[],
): Promise<R[]> {
  return manager.transaction(async (within) => {
    const rows: R[] = [];
    await within.query('SET LOCAL cursor_tuple_fraction = 1'); // all of it is wanted, not soon its first tenth
    await within.query(`DECLARE long_read NO SCROLL CURSOR FOR ${text}`, values);
    for (;;) {
      const some = await within.query<R[]>(`FETCH ${AT_A_TIME} FROM long_read`);
      for (const row of some) rows.push(row);
      if (some.length < AT_A_TIME) break;
    }
    await within.query('CLOSE long_read');
    return rows;
  });
}
