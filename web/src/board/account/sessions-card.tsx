import type { OwnSession } from '../../../../src/contracts/staff-account.js';
import { fmt } from '../../shared/i18n.js';
import { Button } from '../../shared/ui.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { browserName } from './browser-name.js';

export function SessionsCard(props: { sessions: readonly OwnSession[]; onChange: () => Promise<void> }) {
  const t = useBoardTexts().account.sessions;
  const ended = async () => {
    sayDone((all) => all.account.sessions.ended);
    await props.onChange();
  };
  const end = async (sessionId: string) => {
    await call('DELETE /account/sessions/:sessionId', { params: { sessionId } });
    await ended();
  };
  const endAll = async () => {
    await call('DELETE /account/sessions');
    await ended();
  };
  const alone = props.sessions.length < 2;
  return (
    <section class="card">
      <header class="card-head">
        <h2>{t.title}</h2>
        {!alone && <Button onClick={endAll}>{t.endAll}</Button>}
      </header>
      <ul class="grants own-sessions">
        {props.sessions.map((session) => (
          <li key={session.id}>
            <strong>{browserName(session.agent) ?? t.unknown}</strong>
            <span class="soft">
              {[session.address, t.since(fmt.dateTime(session.createdAt)), t.seen(fmt.time(session.seenAt))]
                .filter((word) => word !== null)
                .join(' · ')}
            </span>
            {session.current ? (
              <span class="tag">{t.here}</span>
            ) : (
              <Button onClick={() => end(session.id)}>{t.end}</Button>
            )}
          </li>
        ))}
      </ul>
      {alone && <p class="soft pad">{t.only}</p>}
    </section>
  );
}
