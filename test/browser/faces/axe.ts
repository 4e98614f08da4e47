import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { FacePage } from './face-pages.js';

const AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What WCAG 2.2 AA forbids on a page as it is now; a wall is read from afar and needs the contrast of AAA. */
export async function forbiddenOn(page: Page, face: FacePage['face']): Promise<string[]> {
  const options = {
    runOnly: { type: 'tag', values: face === 'screen' ? [...AA, 'wcag2aaa'] : AA },
    rules: { 'color-contrast-enhanced': { enabled: face === 'screen' } },
    resultTypes: ['violations'],
  };
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  // Told in short by the page itself: whole results are megabytes.
  return page.evaluate<string[]>(`axe.run(document, ${JSON.stringify(options)}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, any, all }) => {
      const why = [...any, ...all].map((check) => check.message).join('; ');
      return id + ': ' + target.join(' ') + ': ' + why.slice(0, 200);
    })))`);
}
