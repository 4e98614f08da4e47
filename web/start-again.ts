import { minifySync, type Plugin } from 'vite';

/**
 * Runs before all else, as a script within the page: where one of the page's own files does not come, on a weak network or
 * while nodes are replaced by newer ones, the page would say "loading" for ever, or nothing. It says so, and opens anew
 * once the server answers.
 */
function startAgain(): void {
  let failed = false;
  const open = () => {
    const note = document.querySelector('.loading');
    if (note instanceof HTMLElement) {
      note.textContent = 'Chưa tải được trang, đang thử lại… · The page could not be loaded, trying again…';
      // The page's own styles may be what is missing.
      note.style.font = '1.2rem sans-serif';
    }
    setTimeout(
      () => {
        fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(
          ({ ok }) => (ok ? location.reload() : open()),
          open,
        );
      },
      2_000 + 3_000 * Math.random(),
    );
  };
  addEventListener(
    'error',
    ({ target }) => {
      if (failed || document.readyState === 'complete') return;
      const isStyle = target instanceof HTMLLinkElement && target.rel === 'stylesheet';
      if (!isStyle && !(target instanceof HTMLScriptElement)) return;
      failed = true;
      if (document.readyState === 'loading') addEventListener('DOMContentLoaded', open);
      else open();
    },
    true,
  );
}

/** Puts it at the head of a face's page. */
export const startsAgain: Plugin = {
  name: 'starts-again',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: () => {
      const { code } = minifySync('start-again.js', `(${startAgain.toString()})()`);
      return [{ tag: 'script', children: code, injectTo: 'head-prepend' }];
    },
  },
};
