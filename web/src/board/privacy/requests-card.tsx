import { useState } from 'preact/hooks';
import type { PrivacyRequest } from '../../../../src/contracts/privacy.js';
import { fmt } from '../../shared/i18n.js';
import { ActionsHead, Button, Empty, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';
import type { PrivacyTexts } from '../texts/vi-privacy.js';
import { useLoad } from '../use-load.js';
import { DecideDialog } from './decide-dialog.js';
import { daysLeft } from './days-left.js';
import { whatIsAsked } from './what-is-asked.js';

/** The queue of the office: who asks for what, and how long the law still leaves. */
export function RequestsCard() {
  const t = useBoardTexts().privacy.requests;
  const mayDecide = useMay('province_coordinator');
  const list = useLoad(() => call('GET /privacy/requests'), 'requests');
  const [deciding, setDeciding] = useState<PrivacyRequest | null>(null);
  const done = async () => {
    setDeciding(null);
    await list.reload();
  };
  const { data } = list;
  return (
    <section class="card" data-testid="requests">
      <header class="card-head">
        <div>
          <h2>
            {t.title} {data && <span class="count digits">{fmt.number(data.open.length)}</span>}
          </h2>
          <p class="soft">{t.lead}</p>
        </div>
      </header>
      {data === null && list.error === null && <Loading />}
      {data === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {data?.open.length === 0 && <Empty title={t.none} hint={t.noneHint} />}
      {data !== null && data.open.length > 0 && (
        <table class="privacy">
          <thead>
            <tr>
              <th>{t.columns.due}</th>
              <th>{t.columns.kind}</th>
              <th>{t.columns.person}</th>
              <th>{t.columns.what}</th>
              <ActionsHead />
            </tr>
          </thead>
          <tbody>
            {data.open.map((one) => (
              <OpenRow key={one.id} request={one} mayDecide={mayDecide} onDecide={() => setDeciding(one)} />
            ))}
          </tbody>
        </table>
      )}
      {data !== null && data.decided.length > 0 && (
        <details class="decided">
          <summary>
            {t.decided} <span class="count digits">{fmt.number(data.decided.length)}</span>
          </summary>
          <ul class="grants">
            {data.decided.map((one) => (
              <li key={one.id}>
                <strong>{t.decideOf(t.kinds[one.kind], one.personName)}</strong>
                <span class="soft">
                  {t.states[one.state]} · {whenAndBy(one, t)}
                  {one.reason !== null && ` · ${one.reason}`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {deciding && <DecideDialog request={deciding} onDone={done} onClose={() => setDeciding(null)} />}
    </section>
  );
}

function OpenRow(props: { request: PrivacyRequest; mayDecide: boolean; onDecide: () => void }) {
  const t = useBoardTexts().privacy.requests;
  const { request } = props;
  const left = daysLeft(request.dueAt, Date.now());
  return (
    <tr class={left < 0 ? 'late' : left <= 2 ? 'soon' : ''}>
      <td>
        <strong class="digits">{fmt.date(request.dueAt)}</strong>
        <span class="soft digits">
          {left < 0 ? t.late(fmt.number(-left)) : left === 0 ? t.today : t.left(fmt.number(left))}
        </span>
      </td>
      <td>
        {t.kinds[request.kind]}
        <span class="soft digits">{fmt.dateTime(request.createdAt)}</span>
      </td>
      <td>
        {request.personName}
        <span class="soft">{request.orgUnitName}</span>
      </td>
      <td>
        {whatIsAsked(request, t).map((line) => (
          <span key={line} class="line">
            {line}
          </span>
        ))}
        {request.extensionReason !== null && <span class="soft">{t.extended(request.extensionReason)}</span>}
      </td>
      <td class="num">
        {props.mayDecide && (
          <Button
            aria-label={`${t.decide} ${t.decideOf(t.kinds[request.kind], request.personName)}`}
            onClick={props.onDecide}
          >
            {t.decide}
          </Button>
        )}
      </td>
    </tr>
  );
}

const whenAndBy = ({ decidedAt, decidedBy }: PrivacyRequest, t: PrivacyTexts['requests']): string =>
  t.decidedLine(decidedAt === null ? '' : fmt.dateTime(decidedAt), decidedBy ?? t.bySoftware);
