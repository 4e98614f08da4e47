import { useState } from 'preact/hooks';
import type { Device, DeviceKind } from '../../../../src/contracts/devices.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog, Empty, Field, Form, Loading } from '../../shared/ui.js';
import { call } from '../client.js';
import { LoadFailed } from '../page-shell.js';
import { sayDone } from '../steps/say-done.js';
import { TableLinks } from '../steps/table-links.js';
import { useBoardTexts } from '../texts/index.js';
import { useLoad } from '../use-load.js';

const ASK_MS = 5_000;

/** The devices of an event: let in by the code they show, seen, put out. */
export function DevicesCard(props: { eventId: string; mayChange: boolean }) {
  const words = useBoardTexts().access;
  const params = { eventId: props.eventId };
  const [out, putOut] = useState<Device | null>(null);
  const list = useLoad(() => call('GET /events/:eventId/devices', { params }), props.eventId, ASK_MS);
  const revoke = async (device: Device) => {
    const which = { ...params, deviceId: device.id };
    await call('POST /events/:eventId/devices/:deviceId/revoke', { params: which });
    putOut(null);
    sayDone((t) => t.access.revoked);
    await list.reload();
  };
  return (
    <section class="card">
      <header class="card-head">
        <div>
          <h2>{words.devices}</h2>
          <p class="soft">{words.devicesLead}</p>
        </div>
        <TableLinks of={{ eventId: props.eventId, table: 'devices' }} words={words.devices} />
      </header>
      {props.mayChange && <EnrolForm eventId={props.eventId} onDone={list.reload} />}
      {list.data === null && list.error === null && <Loading />}
      {list.data === null && list.error !== null && <LoadFailed error={list.error} onRetry={list.reload} />}
      {list.data?.length === 0 && <Empty title={words.none} hint={words.noneHint} />}
      <ul class="device-list">
        {list.data?.map((device) => (
          <li key={device.id} class={`device-row ${device.state}`}>
            <div>
              <strong>{device.name}</strong>
              <span class="soft">
                {words.kinds[device.kind]} · {device.siteName ?? words.wholeEvent}
              </span>
            </div>
            <div class="digits">
              <span>{words.states[device.state]}</span>
              <span class="soft">
                {device.seenAt === null ? words.notSeen : words.seen(fmt.dateTime(device.seenAt))}
              </span>
            </div>
            <div class="digits">
              <span>{device.enrolledBy}</span>
              <span class="soft">{words.enrolledAt(fmt.dateTime(device.enrolledAt))}</span>
            </div>
            {props.mayChange && device.state !== 'revoked' ? (
              <Button aria-label={words.revokeOf(device.name)} onClick={() => putOut(device)}>
                {words.revoke}
              </Button>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {out && (
        <Dialog title={words.revokeOf(out.name)} onClose={() => putOut(null)}>
          <Form submit={words.revoke} onSubmit={() => revoke(out)} onCancel={() => putOut(null)} danger>
            <p>{words.revokeAsk}</p>
          </Form>
        </Dialog>
      )}
    </section>
  );
}

function EnrolForm(props: { eventId: string; onDone: () => Promise<void> }) {
  const words = useBoardTexts().access;
  const params = { eventId: props.eventId };
  const sites = useLoad(() => call('GET /events/:eventId/sites', { params }), props.eventId);
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<DeviceKind>('gate');
  const [site, setSite] = useState('');
  const [name, setName] = useState('');
  const siteId = site || (kind === 'gate' ? (sites.data?.[0]?.id ?? null) : null);
  return (
    <Form
      submit={words.enrol}
      onSubmit={async () => {
        await call('POST /events/:eventId/devices', { params, body: { code, kind, siteId, name } });
        setCode('');
        setName('');
        sayDone((t) => t.access.enrolled);
        await props.onDone();
      }}
    >
      <div class="device-form">
        <Field label={words.code}>
          <input
            class="digits"
            required
            minLength={6}
            maxLength={9}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </Field>
        <Field label={words.kind}>
          <select
            value={kind}
            onChange={(event) => {
              setKind(event.currentTarget.value === 'screen' ? 'screen' : 'gate');
              setSite('');
            }}
          >
            <option value="gate">{words.kinds.gate}</option>
            <option value="screen">{words.kinds.screen}</option>
          </select>
        </Field>
        <Field label={words.site}>
          <select value={siteId ?? ''} onChange={(event) => setSite(event.currentTarget.value)}>
            {kind === 'screen' && <option value="">{words.wholeEvent}</option>}
            {sites.data?.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={words.name} hint={words.nameHint}>
          <input
            required
            maxLength={60}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </Field>
      </div>
    </Form>
  );
}
