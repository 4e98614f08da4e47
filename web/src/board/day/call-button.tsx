import { useState } from 'preact/hooks';
import { Button } from '../../shared/ui.js';
import { readablePhone } from '../../../../src/kernel/readable-phone.js';
import { PEOPLE_TENDERS, useMay } from '../session.js';
import { useBoardTexts } from '../texts/index.js';

/** A number as lists show it; whoever is about to call asks for it in full, one at a time. */
export function CallButton(props: { masked: string; name: string; ask: () => Promise<{ phone: string }> }) {
  const t = useBoardTexts();
  const may = useMay(...PEOPLE_TENDERS);
  const [phone, setPhone] = useState<string | null>(null);
  const label = `${t.commune.call} ${props.name}`;
  if (phone !== null) {
    return (
      <a class="digits" href={`tel:${phone}`} aria-label={label}>
        {readablePhone(phone)}
      </a>
    );
  }
  const dial = async () => {
    const asked = await props.ask();
    setPhone(asked.phone);
    location.href = `tel:${asked.phone}`;
  };
  return (
    <>
      <span class="digits soft">{props.masked}</span>{' '}
      {may && (
        <Button look="quiet" aria-label={label} onClick={dial}>
          {t.commune.call}
        </Button>
      )}
    </>
  );
}
