import { useState } from 'preact/hooks';
import type { Account, Enrolment } from '../../../../src/contracts/staff-account.js';
import { fmt } from '../../shared/i18n.js';
import { Button, Dialog } from '../../shared/ui.js';
import { call } from '../client.js';
import { useBoardTexts } from '../texts/index.js';
import { EnrolForm } from './enrol-form.js';
import { RecoveryCodes } from './recovery-codes.js';

export function FactorCard(props: { factor: Account['secondFactor']; onChange: () => Promise<void> }) {
  const t = useBoardTexts().account;
  const { since, required, recoveryCodesLeft } = props.factor;
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const begin = async () => setEnrolment(await call('POST /account/second-factor'));
  const confirmed = async (code: string) => {
    const done = await call('POST /account/second-factor/confirm', { body: { code } });
    setEnrolment(null);
    setCodes(done.recoveryCodes);
  };
  const renew = async () => {
    if (!confirm(t.factor.newCodesSure)) return;
    setCodes((await call('POST /account/recovery-codes')).recoveryCodes);
  };
  const kept = () => {
    setCodes(null);
    void props.onChange();
  };
  return (
    <section class="card">
      <header class="card-head">
        <div>
          <h2>{t.factor.title}</h2>
          <p class="soft">
            {since === null
              ? `${t.factor.off}${required ? ` ${t.factor.needed}` : ''}`
              : t.factor.on(fmt.date(since), fmt.number(recoveryCodesLeft))}
          </p>
        </div>
        {since === null ? (
          <Button look="primary" onClick={begin}>
            {t.factor.turnOn}
          </Button>
        ) : (
          <Button onClick={renew}>{t.factor.newCodes}</Button>
        )}
      </header>
      {since !== null && <p class="soft pad">{t.factor.lost}</p>}
      {enrolment && (
        <Dialog title={t.enrol.title} onClose={() => setEnrolment(null)}>
          <EnrolForm enrolment={enrolment} onCode={confirmed} onCancel={() => setEnrolment(null)} />
        </Dialog>
      )}
      {codes && (
        <Dialog title={t.codes.title} onClose={kept}>
          <RecoveryCodes codes={codes} onKept={kept} />
        </Dialog>
      )}
    </section>
  );
}
