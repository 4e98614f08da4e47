import type { ErrorBody } from '../../../src/contracts/common.js';
import type { SessionKind } from '../../../src/contracts/people.js';
import { en } from './en.js';
import type { Routes } from './routes.js';
import './time-limit.js';
import { vi } from './vi.js';

/** An answer that was not 2xx (or no answer at all: status 0), with its sentences. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.code);
  }

  /** No network, somebody else's answer, or a server that cannot answer now: of what was asked it says nothing. */
  get isNoAnswer(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

type Names<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
type Params<K> = [Names<K>] extends [never] ? unknown : { params: Record<Names<K>, string> };
type Body<R> = R extends { body: infer B } ? { body: B } : unknown;
type QueryOf<R> = R extends { query: infer Q } ? { query: Q } : unknown;
type Form<R> = R extends { form: true } ? { form: FormData } : unknown;
type Input<K extends keyof Routes> = Params<K> & Body<Routes[K]> & QueryOf<Routes[K]> & Form<Routes[K]>;
type Rest<K extends keyof Routes> = unknown extends Input<K> ? [] : [input: Input<K>];

interface Parts {
  params?: Record<string, string>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
  form?: FormData;
}

/** An error of our own, which no server has sent. */
const errorBody = (code: 'offline' | 'foreign'): ErrorBody => ({
  code,
  message: { vi: vi.errors[code], en: en.errors[code] },
});
/** A request without an answer is given up after this long; what it did is then unknown. */
const TIMEOUT_MS = 30_000;
const UPLOAD_TIMEOUT_MS = 300_000;

/** The network is gone, perhaps in the middle of the answer; or what came is no JSON. */
function noAnswer(thrown: unknown): never {
  throw thrown instanceof SyntaxError ? foreign() : new ApiError(0, errorBody('offline'));
}

/**
 * Something else has answered in the server's place: the log-in page of a Wi-Fi, a guard before the server. Whatever its
 * status, it says nothing of what was asked: nobody is signed out by it, and nothing that is saved is refused.
 */
const foreign = (): ApiError => new ApiError(0, errorBody('foreign'));

export type Call = <K extends keyof Routes>(route: K, ...input: Rest<K>) => Promise<Routes[K]['answer']>;

/** Calls the API as the session of one kind: a browser may hold a staff and a volunteer session at once. */
export function createApi(kind: SessionKind): Call {
  return async (route, ...input) => {
    const [method = 'GET', pattern = '/'] = route.split(' ');
    const parts: Parts = input[0] ?? {};
    const headers: Record<string, string> = { 'x-session-kind': kind, accept: 'application/json' };
    const init: RequestInit = {
      method,
      headers,
      signal: AbortSignal.timeout(parts.form ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS),
    };
    if (parts.form) init.body = parts.form;
    else if (parts.body !== undefined) {
      headers['content-type'] = 'application/json';
      init.body = JSON.stringify(parts.body);
    }
    const response = await fetch(address(pattern, parts), init).catch(noAnswer);
    const answer: unknown = await response.json().catch(noAnswer);
    if (!response.ok) throw isErrorBody(answer) ? new ApiError(response.status, answer) : foreign();
    // The server's answers are checked against the same contracts by its own tests.
    return answer as Routes[typeof route]['answer'];
  };
}

function address(pattern: string, { params, query }: Parts): string {
  const path = pattern.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `/api${path}${text === '' ? '' : `?${text}`}`;
}

function isErrorBody(value: unknown): value is ErrorBody {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    'message' in value &&
    typeof value.message === 'object' &&
    value.message !== null
  );
}
