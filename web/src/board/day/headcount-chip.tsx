import { useState } from 'preact/hooks';
import { fmt } from '../../shared/i18n.js';
import { Dialog } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { useDay } from './use-day.js';

const ASK_MS = 20_000;

/** How many were counted by eye at the gates: beside the count, and never in it. Nothing while there are none. */
export function HeadcountChip() {
  const words = useBoardTexts().day.headcounts;
  const { eventId } = useDay();
  const [open, setOpen] = useState(false);
  const list = useLoad(
    () => call('GET /events/:eventId/headcounts', { params: { eventId } }),
    eventId,
    ASK_MS,
  );
  const headcounts = list.data ?? [];
  if (headcounts.length === 0) return null;
  const people = headcounts.reduce((sum, one) => sum + one.people, 0);
  return (
    <>
      <button type="button" class="headcount-chip" onClick={() => setOpen(true)}>
        <span class="digits">{words.chip(fmt.number(people))}</span>
        <span class="soft">{words.apart}</span>
      </button>
      {open && (
        <Dialog title={words.title} medium onClose={() => setOpen(false)}>
          <p class="soft">{words.lead}</p>
          <table class="headcounts">
            <thead>
              <tr>
                <th>{words.site}</th>
                <th>{words.reason}</th>
                <th class="num">{words.people}</th>
                <th class="num">{words.at}</th>
                <th>{words.by}</th>
              </tr>
            </thead>
            <tbody>
              {headcounts.map((one) => (
                <tr key={`${one.siteId} ${one.reason}`}>
                  <td>{one.siteName}</td>
                  <td>{words.reasons[one.reason]}</td>
                  <td class="num">{fmt.number(one.people)}</td>
                  <td class="num">{fmt.time(one.recordedAt)}</td>
                  <td>{one.by}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Dialog>
      )}
    </>
  );
}
