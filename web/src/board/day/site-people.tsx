import { useEffect, useState } from 'preact/hooks';
import type { Assignment, AssignmentState } from '../../../../src/contracts/assignments.js';
import { fmt, useTexts } from '../../shared/i18n.js';
import { sharedTexts } from '../../shared/texts.js';
import { Button, Loading, SearchField } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { ORGANISERS, useMay } from '../session.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';
import { CallButton } from './call-button.js';
import { PersonLinkDialog } from './person-link-dialog.js';
import { useDay } from './use-day.js';

const PAGE = 100;
/** While people answer by the thousand, lists are asked for again at most this often. */
const CALM_MS = 2_000;
const WITHDRAWABLE: AssignmentState[] = ['planned', 'offered', 'accepted'];

/** Who is sent to a site: name, phone, and what he or she did, as a verb with its time. */
export function SitePeople(props: { siteId: string; version: string }) {
  const t = useBoardTexts();
  const mayRead = useMay(...ORGANISERS, 'unit_leader', 'auditor');
  const { eventId } = useDay();
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState('');
  const people = useLoad(
    () =>
      call('GET /events/:eventId/assignments', {
        params: { eventId },
        query: { siteId: props.siteId, q: asked, pageSize: PAGE },
      }),
    `${props.siteId} ${asked}`,
  );
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query), 300);
    return () => clearTimeout(timer);
  }, [query]);
  useEffect(() => {
    const timer = setTimeout(() => void people.reload(), CALM_MS);
    return () => clearTimeout(timer);
  }, [props.version]);
  if (!mayRead) return null;
  const withdraw = async (one: Assignment) => {
    if (!confirm(t.commune.withdrawSure(one.fullName))) return;
    await call('POST /events/:eventId/assignments/:assignmentId/withdraw', {
      params: { eventId, assignmentId: one.id },
    });
    sayDone((words) => words.commune.withdrawn);
    await people.reload();
  };
  const { data } = people;
  const searchable = asked !== '' || (data?.total ?? 0) > 8;
  return (
    <div class="site-people">
      <h4>
        {t.commune.people} {data && <span class="count digits">{fmt.number(data.total)}</span>}
      </h4>
      {searchable && <SearchField label={t.commune.search} value={query} onInput={setQuery} />}
      {!data && people.error === null && <Loading />}
      {!data && people.error !== null && <LoadFailed error={people.error} onRetry={people.reload} />}
      {data?.total === 0 && (
        <p class="soft">
          {t.commune.noPeople}. {asked === '' && t.commune.noPeopleHint}
        </p>
      )}
      <ul>
        {data?.items.map((one) => (
          <PersonLine key={one.id} one={one} onWithdraw={() => withdraw(one)} />
        ))}
      </ul>
      {data && data.total > data.items.length && (
        <p class="soft">{t.commune.more(fmt.number(data.total - data.items.length))}</p>
      )}
    </div>
  );
}

function PersonLine(props: { one: Assignment; onWithdraw: () => Promise<void> }) {
  const t = useBoardTexts();
  const shared = useTexts(sharedTexts);
  const may = useMay(...ORGANISERS);
  const mayLink = useMay(...ORGANISERS, 'unit_leader');
  const [linking, setLinking] = useState(false);
  const { one } = props;
  const ask = () =>
    call('POST /events/:eventId/assignments/:assignmentId/call', {
      params: { eventId: one.eventId, assignmentId: one.id },
    });
  return (
    <li class="person-line">
      <div>
        <span class="ellipsis">{one.fullName}</span>
        {one.skill !== null && <span class="tag">{shared.skills[one.skill]}</span>}
        <div class="soft">
          <span class={`verb ${one.state}`}>{shared.states[one.state]}</span>{' '}
          <span class="digits">
            {one.state === 'offered' && one.deadlineAt !== null
              ? t.commune.until(fmt.dateTime(one.deadlineAt))
              : t.commune.since(fmt.dateTime(one.changedAt))}
          </span>
        </div>
      </div>
      {one.phone === null ? (
        <span class="soft">{t.commune.no_phone}</span>
      ) : (
        <CallButton masked={one.phone} name={one.fullName} ask={ask} />
      )}
      {mayLink && (
        <Button look="quiet" onClick={() => setLinking(true)}>
          {t.commune.link}
        </Button>
      )}
      {linking && <PersonLinkDialog one={one} onClose={() => setLinking(false)} />}
      {may && WITHDRAWABLE.includes(one.state) && (
        <Button look="quiet" onClick={props.onWithdraw}>
          {t.commune.withdraw}
        </Button>
      )}
    </li>
  );
}
