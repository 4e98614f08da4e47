import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { MyAssignment } from '../../../src/contracts/assignments.js';
import type { PhoneSnapshot } from '../../../src/contracts/live.js';
import { follow, jitter, type LiveSocket, type LiveView } from '../live-client/index.js';
import { fmt, useTexts } from '../shared/i18n.js';
import { progressOf } from './progress.js';
import { phoneTexts } from './texts.js';

/** All phones hear nothing in the same moment. */
const ASK_WITHIN_MS = 5_000;

/** "4.411 người đã có mặt cả tỉnh · xã Hàm Rồng 46/51", and of when it is when nothing is heard. */
export function ProgressLine(props: {
  socket: LiveSocket;
  assignment: MyAssignment;
  /** Nothing was heard for ten seconds on a line that may look open: is the server there at all? */
  onSilence: () => Promise<void>;
}) {
  const t = useTexts(phoneTexts).progress;
  const { socket, assignment } = props;
  const progress = progressOf(usePhoneView(socket, assignment.eventId), assignment);
  const silent = typeof progress?.staleSince === 'string';
  useEffect(() => {
    if (!silent) return undefined;
    const timer = setTimeout(() => void props.onSilence(), jitter(ASK_WITHIN_MS));
    return () => clearTimeout(timer);
  }, [silent]);
  if (progress === null) return null;
  const { people, here, staleSince } = progress;
  return (
    <p class={staleSince === null ? 'progress' : 'progress stale'} role="status" data-testid="progress">
      <span class="digits">
        {t.everywhere(fmt.number(people))}
        {here && ` · ${t.here(here.name, fmt.number(here.people), fmt.number(here.target))}`}
      </span>
      {staleSince !== null && <small>{t.stale(fmt.seconds(staleSince))}</small>}
    </p>
  );
}

const NOTHING: LiveView<PhoneSnapshot> = { snapshot: null, status: 'connecting', asOf: null, error: null };

function usePhoneView(socket: LiveSocket, eventId: string): LiveView<PhoneSnapshot> {
  const [view, setView] = useState(NOTHING);
  useLayoutEffect(() => {
    setView(NOTHING);
    return follow(socket, 'phone', eventId, setView);
  }, [socket, eventId]);
  return view;
}
