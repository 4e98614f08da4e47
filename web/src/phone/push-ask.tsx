import { useEffect, useState } from 'preact/hooks';
import { useLang, useTexts } from '../shared/i18n.js';
import { Button } from '../shared/ui.js';
import { pushAbility, putOff, tellWhereToRing, turnOnPush, wasPutOff } from './push.js';
import { phoneTexts } from './texts.js';

/** Asks, once an assignment is accepted, whether this phone may ring while the page is closed; once only. */
export function PushAsk() {
  const t = useTexts(phoneTexts).push;
  const lang = useLang();
  const [ability, setAbility] = useState(pushAbility);
  const [off, setOff] = useState(wasPutOff);
  useEffect(() => {
    if (ability === 'on') tellWhereToRing(lang).catch(() => undefined);
  }, [lang]);
  if (off || (ability !== 'can_ask' && ability !== 'install_first')) return null;
  const leave = () => {
    putOff();
    setOff(true);
  };
  return (
    <section class="push-ask" aria-label={t.title}>
      <p>
        <strong>{t.title}</strong> {ability === 'can_ask' ? t.text : t.install}
      </p>
      <div>
        {ability === 'can_ask' && (
          <Button
            onClick={async () => {
              await turnOnPush(lang);
              setAbility(pushAbility());
            }}
          >
            {t.turnOn}
          </Button>
        )}
        <Button look="quiet" onClick={leave}>
          {ability === 'can_ask' ? t.notNow : t.understood}
        </Button>
      </div>
    </section>
  );
}
