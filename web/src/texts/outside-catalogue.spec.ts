import { describe, expect, it } from 'vitest';
import { textsOutside } from './outside-catalogue.js';

const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/*.spec.ts', '!../live-client/hostile-server.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);
/** Names, units and marks that are the same in every language. */
const OURS = ['Cốc Cốc', 'RQG:', 'km', '(XLSX, CSV)'];
const isCatalogue = (path: string): boolean => /\/(vi|en)(-[a-z-]+)?\.ts$/.test(path);

describe('words outside the catalogues', () => {
  it('are found where people read them: between tags, in labels, in titles', () => {
    const source = `
      const a = <p>Present</p>;
      const b = <input placeholder="Search" aria-label={ok ? 'Yes' : t.no} class="wide input" />;
      const c = <b>{count > 0 && \`all \${count}\`} · {t.say('key')} {kind === 'live' ? 1 : 2} %</b>;
      const d = say({ kind: 'plain words' }, 'Có mặt');
      const e = <code>npm run recount -- {id}</code>;
      document.title = \`\${t.title} on the board\`;
    `;
    expect(textsOutside('a.tsx', source)).toEqual([
      '2: Present',
      '3: Search',
      '3: Yes',
      '4: all',
      '5: Có mặt',
      '7: on the board',
    ]);
  });

  it('are in none of the faces', () => {
    const found = Object.entries(sources)
      .filter(([path]) => !isCatalogue(path))
      .flatMap(([path, source]) => textsOutside(path, source).map((text) => `${path}:${text}`));
    expect(Object.keys(sources).length).toBeGreaterThan(200);
    expect(found.filter((one) => !OURS.some((ours) => one.endsWith(`: ${ours}`)))).toEqual([]);
  });
});
