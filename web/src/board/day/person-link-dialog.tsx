import { useState } from 'preact/hooks';
import type { Assignment } from '../../../../src/contracts/assignments.js';
import { Button, Dialog } from '../../shared/ui.js';
import { call } from '../client.js';
import { LinkAddress } from '../steps/link-address.js';
import { useBoardTexts } from '../texts/index.js';

/** A volunteer's personal link: for who gets no text message. It opens this one person's phone face. */
export function PersonLinkDialog(props: { one: Assignment; onClose: () => void }) {
  const t = useBoardTexts();
  const [path, setPath] = useState<string | null>(null);
  const make = async () => {
    const link = await call('POST /people/:personId/links', { params: { personId: props.one.personId } });
    setPath(link.path);
  };
  return (
    <Dialog title={t.commune.linkTitle(props.one.fullName)} onClose={props.onClose}>
      <div class="form">
        <p>{t.commune.linkLead}</p>
        {path === null ? (
          <div class="form-foot">
            <Button look="primary" onClick={make}>
              {t.commune.linkMake}
            </Button>
          </div>
        ) : (
          <LinkAddress path={path} qr={t.commune.linkTitle(props.one.fullName)} />
        )}
      </div>
    </Dialog>
  );
}
