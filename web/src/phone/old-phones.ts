import { give } from '../shared/give.js';

/*
 * What phones of some years ago lack of the page itself; loaded before everything else. What their language lacks is
 * not used: `web/old-phones.tsconfig.json` knows no newer one.
 */

/** Without the browser's own modal dialog the page behind can still be reached; see `.flat` in sheets.css. */
give(HTMLElement.prototype, 'showModal', function showModal(this: HTMLElement) {
  this.setAttribute('open', '');
  this.classList.add('flat');
});
give(HTMLElement.prototype, 'close', function close(this: HTMLElement) {
  this.removeAttribute('open');
});
