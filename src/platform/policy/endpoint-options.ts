import type { ZodType } from 'zod';
import type { Action } from './policy-table.js';

export const ENDPOINT = 'ra-quan:endpoint';

/** A request by one of them changes nothing. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export interface EndpointOptions {
  /** What is done, in the words of the policy table; `public` needs no session. */
  action: Action | 'public';
  /** Schema of the answer, for the OpenAPI document; leave out for files. */
  answer?: ZodType;
  /** HTTP status of success, 200 unless told. */
  status?: number;
  /** Staff must have proved within the last minutes who speaks: exports, changes of roles. */
  confirm?: true;
  /** The endpoint takes a file as multipart/form-data. */
  takesFile?: boolean;
}
