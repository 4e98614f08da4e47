import { useCallback, useLayoutEffect, useState } from 'preact/hooks';
import type { MyConsents, Purpose } from '../../../../src/contracts/privacy.js';
import { useLang } from '../../shared/i18n.js';
import { askConsents, takeFirst } from '../first-answers.js';
import { api } from '../phone-api.js';

export interface Consents {
  /** Null until they are known; without network nobody is asked. */
  mine: MyConsents | null;
  /** Gives and takes back; the rest stays as it was. */
  answer: (given: Partial<Record<Purpose, boolean>>) => Promise<void>;
  tellBirthDate: (birthDate: string) => Promise<void>;
}

/** What the person agreed to, asked once when the phone is opened. */
export function useConsents(): Consents {
  const lang = useLang();
  const [mine, setMine] = useState<MyConsents | null>(null);
  useLayoutEffect(() => {
    const asked = takeFirst('consents')?.then((mine) => mine ?? askConsents());
    (asked ?? askConsents()).then(setMine, () => undefined);
  }, []);
  const answer = useCallback(
    async (given: Partial<Record<Purpose, boolean>>) => {
      const answers = (mine?.purposes ?? []).flatMap(({ purpose, version }) => {
        const said = given[purpose];
        return said === undefined ? [] : [{ purpose, version, given: said }];
      });
      setMine(await api('POST /me/consents', { body: { lang, answers } }));
    },
    [mine, lang],
  );
  const tellBirthDate = useCallback(async (birthDate: string) => {
    setMine(await api('POST /me/birth-date', { body: { birthDate } }));
  }, []);
  return { mine, answer, tellBirthDate };
}

/** Whether the person takes part at all; not who was never asked. */
export const refusedToTakePart = (mine: MyConsents | null): boolean =>
  mine?.purposes.some(({ necessary, given }) => necessary && given === false) ?? false;
