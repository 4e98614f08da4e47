import { type Findings, inTurn } from './findings.js';
import { httpFuzzer } from './http.js';
import { socketFuzzer } from './sockets.js';
import { openStage } from './stage.js';

export interface FuzzOrder {
  seed: number;
  /** How many cases over HTTP, and over sockets. */
  http: number;
  sockets: number;
  /** The one case to play again, by its number; those of sockets follow those of HTTP. */
  only?: number;
}

/** Attacks a server in a process of its own, on a database that may be spoilt. */
export async function fuzz(databaseUrl: string, { seed, http, sockets, only }: FuzzOrder): Promise<Findings> {
  const stage = await openStage(databaseUrl);
  try {
    const overHttp = httpFuzzer(stage, seed);
    const overSockets = socketFuzzer(stage, seed);
    const play = (number: number) => (number <= http ? overHttp(number) : overSockets(number));
    if (only !== undefined) await play(only);
    else await inTurn({ first: 1, last: http + sockets, atOnce: 8 }, play);
    const ready = await fetch(`${stage.url}/api/health/ready`);
    if (ready.status !== 200)
      stage.findings.serverErrors.push(`at the end the server is not ready: ${ready.status}`);
    await stage.died('at the end');
    return stage.findings;
  } finally {
    await stage.close();
  }
}

export const faultsOf = (found: Findings): string[] => [
  ...found.serverErrors.map((said) => `SERVER ERROR ${said}`),
  ...found.acceptedForgeries.map((said) => `ACCEPTED ${said}`),
  ...found.offSchema.map((said) => `OFF SCHEMA ${said}`),
  ...found.deaths.map((said) => `DEATH ${said}`),
];
