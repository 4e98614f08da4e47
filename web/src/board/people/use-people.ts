import { useEffect, useRef, useState } from 'preact/hooks';
import type { AssignmentPage, PersonStep } from '../../../../src/contracts/assignments.js';
import { call } from '../client.js';
import { useDay } from '../day/use-day.js';
import { type Loaded, useKept, useLoad } from '../use-load.js';

const PAGE = 200;
/** While people answer by the thousand, lists are asked for again this often and no more. */
const CALM_MS = 2_000;

/** Whose places: of a commune, or, with none, of all that one may see. */
export interface PeopleOf {
  eventId: string;
  communeId?: string;
  /** Another one: there is news, and the list is asked for again. */
  version?: string;
  everyMs: number;
}
export interface PeopleView extends Loaded<AssignmentPage> {
  eventId: string;
  /** The last answer that no name narrowed. */
  whole: AssignmentPage | null;
  step: PersonStep | null;
  setStep: (step: PersonStep | null) => void;
  text: string;
  setText: (text: string) => void;
}

/** People with a place in the event, as far as one's scope goes, and what is looked for among them. */
export function usePeople({ eventId, communeId, version = '', everyMs }: PeopleOf): PeopleView {
  const [step, setStep] = useState<PersonStep | null>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const people = useLoad(
    () =>
      call('GET /events/:eventId/assignments', {
        params: { eventId },
        query: { communeId, step: step ?? undefined, q: asked, pageSize: PAGE },
      }),
    `${communeId} ${step} ${asked} ${version}`,
    everyMs,
  );
  const whole = useKept(asked === '' ? people.data : null);
  return { ...people, data: useKept(people.data), whole, eventId, step, setStep, text, setText };
}

/** Changes after the stream or a count has told of something in the commune. */
export function useVersion(communeId: string): string {
  const { board } = useDay();
  const here = new Set(board.sites.filter((site) => site.communeId === communeId).map((site) => site.siteId));
  const newest = board.activities.find(({ siteId }) => siteId !== null && here.has(siteId));
  const row = board.communes.find((one) => one.communeId === communeId);
  return useCalm(JSON.stringify([newest?.id, row?.target, row?.counts]), CALM_MS);
}

/** A value that changes all the time, looked at only so often; the last one is never missed. */
function useCalm(value: string, everyMs: number): string {
  const [calm, setCalm] = useState(value);
  const latest = useRef(value);
  latest.current = value;
  const moves = value !== calm;
  useEffect(() => {
    if (!moves) return undefined;
    const timer = setTimeout(() => setCalm(latest.current), everyMs);
    return () => clearTimeout(timer);
  }, [moves, everyMs]);
  return calm;
}
