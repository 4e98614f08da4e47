import type { ActDone } from '../../../../src/contracts/dispatch.js';
import { fmt, type Sentence } from '../../shared/i18n.js';
import { toast } from '../../shared/toast.js';
import { call } from '../client.js';
import { sayDone } from '../steps/say-done.js';
import { boardTexts } from '../texts/index.js';
import type { PeopleTexts } from '../texts/vi-people.js';

const SHOWN = 3;

/** Says what was done to how many, offers to undo it, and names whom nothing was done to, and why. */
export function sayAct(
  eventId: string,
  { actId, done, skipped }: ActDone,
  words: (t: PeopleTexts, n: string) => string,
): void {
  const undo = async (id: string) => {
    const { undone, kept } = await call('POST /events/:eventId/acts/:actId/undo', {
      params: { eventId, actId: id },
    });
    sayDone(({ people }) => people.undone(fmt.number(undone), kept > 0 ? fmt.number(kept) : null));
  };
  if (done > 0) {
    sayDone(({ people }) => words(people, fmt.number(done)), actId === null ? undefined : () => undo(actId));
  }
  const { vi, en } = boardTexts;
  sayLeftOut(
    skipped.map(({ fullName, why }) => ({
      fullName,
      why: { vi: vi.people.why[why], en: en.people.why[why] },
    })),
  );
}

/** Names whom nothing was done to, and why. */
export function sayLeftOut(left: readonly { fullName: string; why: Sentence }[]): void {
  if (left.length === 0) return;
  const both = (lang: 'vi' | 'en') => {
    const named = left.slice(0, SHOWN).map(({ fullName, why }) => `${fullName}: ${why[lang]}`);
    return boardTexts[lang].people.skipped(fmt.number(left.length), named.join('; '), left.length > SHOWN);
  };
  toast.bad({ vi: both('vi'), en: both('en') });
}
