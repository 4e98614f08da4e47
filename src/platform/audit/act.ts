import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';

/** On whose behalf a transaction runs, and what they are doing. */
export interface Act {
  /** One for a request, however many entries it leaves. */
  id: string;
  actorKind: 'staff' | 'volunteer' | 'screen' | 'gate' | 'nobody' | 'job';
  actorId: string | null;
  sessionId: string | null;
  /** Where the request came from, as far as the trusted proxies say. */
  address: string | null;
  /** In a word of the policy table; of a job its name. */
  action: string;
  route: string | null;
  /** The units whose roles the actor holds. */
  units: readonly string[];
  eventId: string | null;
  /** Of a request: it leaves an entry of its own, about these rows. */
  kind?: 'act' | 'look' | 'export';
  rows: readonly string[];
  /** What was asked for, in ids and numbers. */
  of: Readonly<Record<string, unknown>>;
}

interface Context {
  act: Act;
  /** Where this request reads personal data: a transaction that sees only what lies within its scope. */
  reading?: EntityManager;
}

const running = new AsyncLocalStorage<Context | null>();
/** Acts under way. */
let acting = 0;

/** The act under way in this chain of calls. */
export const currentAct = (): Act | null => running.getStore()?.act ?? null;

/** The transaction in which what is under way must read, if there is one. */
export const currentReading = (): EntityManager | null => running.getStore()?.reading ?? null;

/**
 * Runs `work` as part of an act: every transaction in it names its actor. While nobody acts nothing is
 * followed: on Node 20 each promise of the process pays for it, those of check-ins too.
 */
export async function actAs<T>(act: Act, work: () => Promise<T>, reading?: EntityManager): Promise<T> {
  acting++;
  try {
    return await running.run(reading ? { act, reading } : { act }, work);
  } finally {
    if (--acting === 0) running.disable();
  }
}

/**
 * Runs `work` on nobody's behalf. What gathers the work of many requests must begin here: it would
 * otherwise be told as the work of the one that came first, or see no more than that one may.
 */
export const onNobodysBehalf = <T>(work: () => T): T => (acting === 0 ? work() : running.run(null, work));
