import { StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import type { EndpointOptions } from '../policy/endpoint-options.js';

/** Fields by which an answer tells of a person. A place has a full name too, and is nobody; a wall is shown nobody. */
const PERSONAL = /"(fullName|phone|birthDate|phoneLast4)":/;
const NOT_OF_PEOPLE = new Set<EndpointOptions['action']>(['places.read', 'live.screen']);
/** Files, and what the exports' own word guards. */
const EXPORTS = new Set<EndpointOptions['action']>(['reports.export', 'audit.export']);

/** Of a picture who looks at it is told like who looks at a name. */
const PICTURES = new Set<EndpointOptions['action']>(['result_photos.read']);

const known = new WeakMap<EndpointOptions, 'look' | 'export' | null>();

/** Whether what an endpoint answers is an export or shows personal data. A file may hold anything. */
export function shows(endpoint: EndpointOptions): 'look' | 'export' | null {
  let found = known.get(endpoint);
  if (found === undefined) known.set(endpoint, (found = look(endpoint)));
  return found;
}

function look({ action, answer }: EndpointOptions): 'look' | 'export' | null {
  if (NOT_OF_PEOPLE.has(action)) return null;
  if (PICTURES.has(action) && answer === undefined) return 'look';
  if (answer === undefined || EXPORTS.has(action)) return 'export';
  if (action === 'public') return null;
  const schema = JSON.stringify(z.toJSONSchema(answer, { unrepresentable: 'any' }));
  return PERSONAL.test(schema) ? 'look' : null;
}

/** Whether an answer without ids tells of people all the same, and is no empty list or "as you have it". A file may. */
export const tellsOfPeople = (answer: unknown): boolean =>
  answer instanceof StreamableFile || PERSONAL.test(JSON.stringify(answer));

const AT_MOST = 1_000;

/** The ids of the people in an answer; of a file, none. */
export function idsIn(answer: unknown): string[] {
  const found: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 6 || found.length >= AT_MOST) return;
    if (Array.isArray(value)) {
      for (const item of value) walk(item, depth + 1);
      return;
    }
    if ('personId' in value) add(value.personId);
    else if ('fullName' in value && 'id' in value) add(value.id);
    for (const inner of Object.values(value)) walk(inner, depth + 1);
  };
  const add = (id: unknown) => {
    if (typeof id === 'string') found.push(id);
  };
  if (Object.getPrototypeOf(answer) === Object.prototype || Array.isArray(answer)) walk(answer, 0);
  return found;
}
