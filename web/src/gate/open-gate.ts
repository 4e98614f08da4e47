import { ApiError } from '../shared/api.js';
import type { Sentence } from '../shared/i18n.js';
import type { Session } from '../../../src/contracts/people.js';
import { apiOf } from './gate-api.js';
import type { Route } from './router.js';
import type { Book, Keeper } from './store/book.js';
import type { Vault } from './store/vault.js';
import { gateTexts } from './texts.js';

export interface OpenGate {
  keeper: Keeper;
  eventId: string;
  siteId: string;
  /** What is known without asking. */
  book: Book | null;
}
export type Opened =
  | ({ kind: 'gate' } & OpenGate)
  /** A device that nobody has let in. */
  | { kind: 'pairing'; notice: Sentence | null }
  /** Somebody with an account who has not chosen a gate. */
  | { kind: 'choosing'; keeper: Keeper; eventId: string | null }
  | { kind: 'signed_out'; notice: Sentence | null }
  /** The server does not answer, and nothing is kept here. */
  | { kind: 'unreachable' };

/** Who works here and at which gate: as the server says, or, without a network, as last time. */
export async function openGate(route: Route, vault: Vault): Promise<Opened> {
  const kept = await vault.book(Date.now());
  const kind =
    route.page === 'device' || (route.page === 'start' && kept?.keeper.kind === 'gate') ? 'gate' : 'staff';
  try {
    const session = await apiOf(kind)('GET /sessions/me', { query: { kind } });
    const keeper = keeperOf(kind, session);
    // What another was shown is not for this one.
    const own = kept?.keeper.id === keeper.id ? kept : null;
    if (kept && !own) await vault.wipeBook();
    const place = kind === 'gate' ? await placeOfDevice() : route;
    if ('siteId' in place) {
      const { eventId, siteId } = place;
      return { kind: 'gate', keeper, eventId, siteId, book: bookOf(own, place) };
    }
    return { kind: 'choosing', keeper, eventId: 'eventId' in place ? place.eventId : null };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    if (thrown.status === 401) return closed(kind, kept, vault);
    const place =
      route.page === 'gate' ? route : kept && { eventId: kept.roster.event.id, siteId: kept.roster.site.id };
    const book = place && bookOf(kept, place);
    return book?.keeper.kind === kind && place
      ? { kind: 'gate', keeper: book.keeper, eventId: place.eventId, siteId: place.siteId, book }
      : { kind: 'unreachable' };
  }
}

/** The server no longer knows who this is: what is kept of people goes at once. */
export async function closed(kind: Keeper['kind'], kept: Book | null, vault: Vault): Promise<Opened> {
  const own = kept?.keeper.kind === kind;
  if (own) await vault.wipeBook();
  const notice = own ? { vi: gateTexts.vi.start.lost, en: gateTexts.en.start.lost } : null;
  return kind === 'gate' ? { kind: 'pairing', notice } : { kind: 'signed_out', notice };
}

function keeperOf(kind: Keeper['kind'], { subjectId, name, roles }: Session): Keeper {
  return { kind, id: subjectId, name, roles };
}

async function placeOfDevice(): Promise<{ eventId: string; siteId: string }> {
  const { event, site } = await apiOf('gate')('GET /devices/self');
  if (!site) throw new Error('a gate without a site');
  return { eventId: event.id, siteId: site.id };
}

function bookOf(kept: Book | null, place: { eventId: string; siteId: string }): Book | null {
  return kept?.roster.event.id === place.eventId && kept.roster.site.id === place.siteId ? kept : null;
}
