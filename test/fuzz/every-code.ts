import { startNode } from '../support/test-server.js';
import { fuzzCodes, fuzzCodesOverHttp } from './codes.js';
import type { Findings } from './findings.js';
import { fuzzOneTimeCodes } from './one-time-codes.js';

export interface CodesOrder {
  seed: number;
  /** Forged check-in codes against what decides, and through the door; attacks on one-time codes. */
  decided: number;
  atTheDoor: number;
  oneTime: number;
}

/** Codes that must not count, on a database of their own. */
export async function fuzzEveryCode(
  databaseUrl: string,
  { seed, decided, atTheDoor, oneTime }: CodesOrder,
  findings: Findings,
): Promise<void> {
  const server = await startNode(databaseUrl, { ROLE: 'web' });
  try {
    const parts = {
      'check-in codes': await fuzzCodes({ cases: decided, seed }),
      'check-in codes at the door': await fuzzCodesOverHttp({ cases: atTheDoor, seed, server }),
      'one-time codes': await fuzzOneTimeCodes({ cases: oneTime, seed, server }),
    };
    for (const [name, { cases, accepted }] of Object.entries(parts)) {
      findings.cases += cases;
      for (let i = 0; i < accepted; i++) findings.acceptedForgeries.push(`${name}: seed ${seed}`);
    }
  } finally {
    await server.close();
  }
}
