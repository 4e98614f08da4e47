import '../rights.css';
import type { Consents } from '../use-consents.js';
import { BirthDateScreen } from './birth-date-screen.js';
import { ConsentScreen } from './consent-screen.js';

/** What has to be answered before anything else; loaded by those who are asked. */
export function AskScreen({ consents }: { consents: Consents }) {
  const { mine } = consents;
  if (mine === null) return null;
  return mine.birthDateNeeded ? (
    <BirthDateScreen onTell={consents.tellBirthDate} />
  ) : (
    <ConsentScreen mine={mine} onAnswer={consents.answer} />
  );
}
