import { useState } from 'preact/hooks';
import type { EventResults, ResultRow } from '../../../../src/contracts/results.js';
import { fmt, say } from '../../shared/i18n.js';
import { Button, Dialog, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { Pager } from '../plan/pager.js';
import { ORGANISERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import { VoidResultDialog } from './void-result-dialog.js';

/** Which number was opened. */
export interface RowsWanted {
  indicatorId: string;
  communeId?: string;
  hour?: string;
  /** What it was narrowed to, in words. */
  place?: string;
  shown: number;
}

const PAGE = 50;

/** The reports behind a number, and their sum as the database adds it up now. */
export function RowsDialog(props: {
  results: EventResults;
  wanted: RowsWanted;
  onChanged: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useBoardTexts().results;
  const may = useMay(...ORGANISERS);
  const { eventId, indicators } = props.results;
  const { indicatorId, communeId, hour, place, shown } = props.wanted;
  const [page, setPage] = useState(1);
  const [voiding, setVoiding] = useState<ResultRow | null>(null);
  const loaded = useLoad(
    () =>
      call('GET /events/:eventId/results/rows', {
        params: { eventId },
        query: { indicatorId, communeId, hour, page, pageSize: PAGE },
      }),
    `${indicatorId} ${communeId ?? ''} ${hour ?? ''} ${page}`,
  );
  const list = useKept(loaded.data);
  const indicator = indicators.find((one) => one.indicatorId === indicatorId);
  const ofPeople = indicator?.counts === 'turns_people';
  const name = indicator ? say(indicator.name) : '';
  const valueOf = ({ amount, people }: { amount: number; people: number }, signed: boolean) => {
    const said = signed ? fmt.signed(amount) : fmt.number(amount);
    return ofPeople ? `${said} · ${t.people(signed ? fmt.signed(people) : fmt.number(people))}` : said;
  };
  return (
    <Dialog
      title={t.rowsTitle(place === undefined ? name : `${name}, ${place}`)}
      onClose={props.onClose}
      wide
    >
      <div class="behind">
        <p>{t.rowsLead}</p>
        {!list && loaded.error === null && <Loading />}
        {!list && loaded.error !== null && <LoadFailed error={loaded.error} onRetry={loaded.reload} />}
        {list && (
          <>
            <p class="big-words digits" data-testid="rows-sum">
              {t.rowsSum}: {valueOf(list.sum, false)}
            </p>
            {list.sum.amount !== shown && <p class="warn-words">{t.rowsDiffer(fmt.number(shown))}</p>}
            <div class="row-table-box">
              <table class="behind-rows">
                <thead>
                  <tr>
                    <th class="num">{t.amount}</th>
                    <th>{t.who}</th>
                    <th>{t.where}</th>
                    <th>{t.when}</th>
                    <td />
                  </tr>
                </thead>
                <tbody>
                  {list.items.map((row) => (
                    <tr key={row.id} class={row.voided ? 'result-voided' : ''}>
                      <td class="num strong digits">{valueOf(row, true)}</td>
                      <td>{row.fullName ?? <span class="soft">{t.nobody}</span>}</td>
                      <td>
                        {row.siteName} <span class="soft">{row.communeName}</span>
                      </td>
                      <td class="digits">{fmt.dateTime(row.at)}</td>
                      <td>
                        {row.voided && <span class="tag off">{t.voided}</span>}
                        {may && !row.voided && (
                          <Button look="quiet" onClick={() => setVoiding(row)}>
                            {t.void}
                          </Button>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pager page={page} total={list.total} size={PAGE} onPage={setPage} />
          </>
        )}
      </div>
      {voiding && (
        <VoidResultDialog
          eventId={eventId}
          row={voiding}
          said={valueOf(voiding, true)}
          onClose={() => setVoiding(null)}
          onDone={async () => {
            setVoiding(null);
            await Promise.all([loaded.reload(), props.onChanged()]);
          }}
        />
      )}
    </Dialog>
  );
}
