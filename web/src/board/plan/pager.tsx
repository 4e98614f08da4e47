import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { useBoardTexts } from '../texts/index.js';

/** Leafs through a long list; not there when one page holds all. */
export function Pager(props: { page: number; total: number; size: number; onPage: (page: number) => void }) {
  const words = useBoardTexts().steps.plan;
  const pages = Math.max(1, Math.ceil(props.total / props.size));
  if (pages === 1 && props.page === 1) return null;
  return (
    <div class="pager">
      <Button
        disabled={props.page <= 1}
        onClick={() => props.onPage(props.page - 1)}
        aria-label={words.previous}
      >
        ‹
      </Button>
      <span class="digits">{words.page(fmt.number(props.page), fmt.number(pages))}</span>
      <Button
        disabled={props.page >= pages}
        onClick={() => props.onPage(props.page + 1)}
        aria-label={words.next}
      >
        ›
      </Button>
    </div>
  );
}
