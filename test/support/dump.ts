import type { DataSource } from 'typeorm';

/** Every row of every table of the database as text, job tables and all, each line with its table before it. */
export async function dumpOf(dataSource: DataSource): Promise<string[]> {
  const tables = await dataSource.query<{ name: string }[]>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const rows = await dataSource.query<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
    lines.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return lines;
}

/** Tables with a row that holds the text, as it is or as bytes. */
export function tablesWith(dump: readonly string[], text: string): string[] {
  const bytes = Buffer.from(text).toString('hex');
  const holding = dump.filter(
    // Digits of encrypted bytes are no number.
    (line) => line.includes(bytes) || line.replace(/\\x[0-9a-f]+/g, '').includes(text),
  );
  return [...new Set(holding.map((line) => line.slice(0, line.indexOf(' '))))];
}
