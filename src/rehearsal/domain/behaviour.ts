import { Random } from '../../kernel/random.js';

/** How one simulated person behaves, decided before the rehearsal begins and only from the seed. */
export interface Behaviour {
  answer: 'accept' | 'decline' | 'silent';
  /** When the person arrives, as a share of the arrival time: 0…1, most in the middle. */
  arrivesAt: number;
  method: 'gate_code' | 'own_code' | 'leader';
  /** Types a wrong code first. */
  wrongCodeFirst: boolean;
  /** Sends the same check-in again after its receipt, as a phone does that missed it. */
  sendsTwice: boolean;
  /** Loses the network while sending: the outcome is unknown, the socket is gone. */
  losesConnection: boolean;
}

const DECLINE = 0.07;
const SILENT = 0.05;
const GATE_CODE = 0.7;
const OWN_CODE = 0.2;
const WRONG_CODE = 0.03;
const TWICE = 0.1;
const LOST = 0.05;

/** @returns one behaviour for each of `people`, the same for the same seed */
export function behaviours(seed: number, people: number): Behaviour[] {
  const random = new Random(seed);
  return Array.from({ length: people }, () => {
    const answer = random.next();
    const method = random.next();
    return {
      answer: answer < DECLINE ? 'decline' : answer < DECLINE + SILENT ? 'silent' : 'accept',
      arrivesAt: (random.next() + random.next() + random.next()) / 3,
      method: method < GATE_CODE ? 'gate_code' : method < GATE_CODE + OWN_CODE ? 'own_code' : 'leader',
      wrongCodeFirst: random.chance(WRONG_CODE),
      sendsTwice: random.chance(TWICE),
      losesConnection: random.chance(LOST),
    };
  });
}
