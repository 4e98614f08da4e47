import { RETENTION } from '../../src/privacy/domain/retention-rules.js';

const BEGIN = '<!-- The rules of retention: written by `npm run build:policy-docs`, not by hand. -->';
const END = '<!-- End of the rules of retention. -->';

/** The document with the rules of retention as they are now. */
export function withRetention(document: string): string {
  const [before, rest] = document.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined)
    throw new Error('docs/privacy.md has lost its place for the rules of retention');
  const rows = RETENTION.map(
    ({ what, days, since, why }) =>
      `| ${what.en} | ${days} ${days === 1 ? 'day' : 'days'} ${since.en} | ${why.en} |`,
  );
  const table = ['| what | kept | why |', '| --- | --- | --- |', ...rows].join('\n');
  return [before, BEGIN, '\n\n', table, '\n\n', END, after].join('');
}
