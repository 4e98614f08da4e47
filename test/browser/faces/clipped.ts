import type { Page } from 'playwright-core';

/**
 * What does not fit, in words: a page wider than the window, a text beyond the box that holds it, a text that
 * the box around it cuts off. Boxes that scroll upwards and downwards may; none may scroll sideways, but for
 * those that say so (`data-wide`). A text that ends in "…" is meant to.
 */
export async function clippedOn(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(${LOOK})()`);
}

const LOOK = String.raw`() => {
  const found = new Set();
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth) found.add('the page is ' + root.scrollWidth + ' wide in ' + innerWidth);
  const name = (element) => {
    const classes = [...element.classList].join('.');
    return element.tagName.toLowerCase() + (classes ? '.' + classes : '');
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim();
    const holder = node.parentElement;
    if (text === '' || !holder.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
    if (holder.closest('.visually-hidden, option, title, [data-wide]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const say = (what, element) =>
      found.add(what + ' ' + name(element) + ': ' + text.slice(0, 40) + ' (' + Math.round(box.width) + ')');
    for (let element = holder; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element);
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') break;
      const edge = element.getBoundingClientRect();
      const isControl = element.matches('button, .button, td, th, .state, .tag, .count');
      const beyond = box.right > edge.right + 1 || box.left < edge.left - 1;
      if (isControl && style.display !== 'contents' && beyond) say('beyond', element);
      if (['auto', 'scroll'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1) {
        say('scrolls sideways', element);
      }
      if (['auto', 'scroll'].includes(style.overflowX)) break;
      const hides = style.overflowX !== 'visible';
      if (hides && (beyond || box.bottom > edge.bottom + 2 || box.top < edge.top - 2)) say('cut by', element);
      if (style.position === 'fixed') break;
    }
  }
  return [...found];
}`;
