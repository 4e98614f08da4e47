import type { z } from 'zod';

/**
 * A kind of background work. The payload carries ids, never rows, names or phones. Jobs run at
 * least once: the handler's effect is guarded by a state transition in PostgreSQL.
 */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly payload: Payload;
  /** How many of this kind one worker process runs at a time. */
  readonly concurrency: number;
}

const defined = new Map<string, JobDefinition>();

/** Declares a kind of job, beside its handler. @throws when the name is taken */
export function defineJob<Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  concurrency = 1,
): JobDefinition<Payload> {
  if (defined.has(name)) throw new Error(`job ${name} is defined twice`);
  const definition = { name, payload, concurrency };
  defined.set(name, definition);
  return definition;
}

export const definedJobs = (): JobDefinition[] => [...defined.values()];
