import { useState } from 'preact/hooks';
import type { CheckIn } from '../../../../src/contracts/participation.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Empty, Field, Form, SearchField } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { Pager } from '../plan/pager.js';
import { sayDone } from '../steps/say-done.js';
import { useBoardTexts } from '../texts/index.js';
import { useKept, useLoad } from '../use-load.js';
import type { GivenReason } from './decide.js';
import { NoteInput, ReasonSelect } from './reason-fields.js';

const PAGE = 20;

/** The ledger itself, newest first: where a mistake is found and taken back. */
export function LedgerList(props: {
  eventId: string;
  mayVoid: boolean;
  onChanged: () => Promise<void>;
  version: number;
}) {
  const words = useBoardTexts().closing;
  const { eventId } = props;
  const [name, setName] = useState('');
  const [page, setPage] = useState(1);
  const [voiding, setVoiding] = useState<CheckIn | null>(null);
  const sites = useLoad(() => call('GET /events/:eventId/sites', { params: { eventId } }), eventId);
  const list = useLoad(
    () =>
      call('GET /events/:eventId/check-ins', {
        params: { eventId },
        query: { name: name.trim(), page, pageSize: PAGE },
      }),
    `${eventId} ${props.version} ${name.trim()} ${page}`,
  );
  const shown = useKept(list.data);
  const siteName = (id: string) => sites.data?.find((site) => site.id === id)?.name ?? '';
  const restore = async (checkInId: string) => {
    await call('POST /events/:eventId/check-ins/:checkInId/restore', { params: { eventId, checkInId } });
    sayDone((t) => t.closing.restored);
    await props.onChanged();
  };
  return (
    <section class="card ledger">
      <header class="card-head">
        <div>
          <h2>{words.ledger}</h2>
          <p class="soft">{words.ledgerLead}</p>
        </div>
        <SearchField
          label={words.ledgerFind}
          value={name}
          onInput={(text) => {
            setName(text);
            setPage(1);
          }}
        />
      </header>
      {shown === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {shown?.items.length === 0 && <Empty title={words.ledgerNone} hint={words.ledgerNoneHint} />}
      <ul class="kept-list">
        {shown?.items.map((row) => (
          <li key={row.id} class={row.voided ? 'ledger-row voided' : 'ledger-row'}>
            <strong>{row.fullName}</strong>
            <span>{siteName(row.siteId)}</span>
            <span class="soft">{words.methods[row.method]}</span>
            <span class="digits">{fmt.dateTime(row.recordedAt)}</span>
            <span class="kept-acts">
              {row.voided && <span class="tag">{words.voided}</span>}
              {props.mayVoid && row.voided && !row.countedAgain && (
                <Button look="quiet" onClick={() => restore(row.id)}>
                  {words.restore}
                </Button>
              )}
              {props.mayVoid && !row.voided && (
                <Button look="quiet" onClick={() => setVoiding(row)}>
                  {words.void}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {shown !== null && <Pager page={page} total={shown.total} size={PAGE} onPage={setPage} />}
      {voiding && (
        <VoidDialog
          row={voiding}
          onClose={() => setVoiding(null)}
          onDone={async () => {
            const { id } = voiding;
            setVoiding(null);
            sayDone(
              (t) => t.closing.voidDone,
              () => restore(id),
            );
            await props.onChanged();
          }}
        />
      )}
    </section>
  );
}

function VoidDialog(props: { row: CheckIn; onClose: () => void; onDone: () => Promise<void> }) {
  const words = useBoardTexts().closing;
  const { row } = props;
  const [reason, setReason] = useState<GivenReason>('wrong_person');
  const [note, setNote] = useState('');
  const go = async () => {
    await call('POST /events/:eventId/check-ins/:checkInId/void', {
      params: { eventId: row.eventId, checkInId: row.id },
      body: { reason, note: note.trim() === '' ? null : note },
    });
    await props.onDone();
  };
  return (
    <Dialog title={words.voidTitle(row.fullName)} onClose={props.onClose}>
      <Form submit={words.void} onSubmit={go} onCancel={props.onClose} danger>
        <p>{words.voidHint}</p>
        <Field label={words.reason}>
          <ReasonSelect value={reason} onChange={(next) => setReason(next ?? reason)} />
        </Field>
        {reason === 'other' && <NoteInput value={note} onInput={setNote} required />}
      </Form>
    </Dialog>
  );
}
