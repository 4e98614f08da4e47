import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  MyAssignmentListSchema,
  MyAssignmentSchema,
  type MyAssignment,
} from '../../contracts/assignments.js';
import { type CheckInEntry, type Receipt, ReceiptsSchema } from '../../contracts/participation.js';
import { SessionSchema } from '../../contracts/people.js';
import type { Behaviour } from '../domain/behaviour.js';
import { Api, ApiError } from './api.js';
import type { Gates } from './gates.js';
import type { Ledger } from './ledger.js';
import { type LiveSocket, openSocket } from './sockets.js';

const RETRIES = 20;
/** The gate's code gave way to the next one on the way. */
const CHANGED: ReadonlySet<string | null> = new Set(['expired_gate_code', 'late_gate_code']);

/** One simulated person with a phone. Everything it knows, it learnt over HTTP or from its socket. */
export class SimulatedVolunteer {
  assignment: MyAssignment | null = null;
  answered = false;
  private readonly api: Api;
  private readonly deviceId = randomUUID();
  private socket: LiveSocket | null = null;

  constructor(
    url: string,
    private readonly eventId: string,
    readonly personId: string,
    private readonly token: string,
    readonly behaviour: Behaviour,
    private readonly staff: Api,
    private readonly ledger: Ledger,
  ) {
    this.api = new Api(url);
  }

  /** Opens the personal link and keeps a socket open for the bell. */
  async signIn(onBell: (who: SimulatedVolunteer) => void): Promise<void> {
    await this.api.post('/sessions/link', { token: this.token }, SessionSchema);
    const socket = openSocket(this.api, 'volunteer');
    this.socket = socket;
    socket.on('bell', () => onBell(this));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
  }

  /** Reads the offer, if there is one, and answers it as this person would. */
  async answerOffer(): Promise<void> {
    const list = await this.api.get('/me/assignments', MyAssignmentListSchema);
    const mine = list.filter((a) => a.eventId === this.eventId);
    this.assignment =
      mine.find((a) => a.state === 'offered') ?? mine.find((a) => a.state === 'accepted') ?? null;
    if (this.assignment?.state !== 'offered' || this.behaviour.answer === 'silent') return;
    try {
      this.assignment = await this.api.post(
        `/me/assignments/${this.assignment.id}/answer`,
        { answer: this.behaviour.answer },
        MyAssignmentSchema,
      );
    } catch (thrown) {
      if (!(thrown instanceof ApiError && thrown.code === 'offer_gone')) throw thrown;
      this.ledger.refuse('offer_gone');
    }
    this.answered = true;
  }

  get comes(): boolean {
    return this.assignment?.state === 'accepted';
  }

  /** Arrives at the site and is checked in, with all that goes wrong on the way. */
  async arrive(gates: Gates): Promise<void> {
    const { assignment, behaviour } = this;
    if (!assignment) return;
    if (behaviour.wrongCodeFirst) await this.tryWrongCode(assignment.siteId, gates);
    if (behaviour.losesConnection) this.socket?.disconnect();
    const receipt = await this.checkIn(assignment, gates);
    if (behaviour.losesConnection) this.socket?.connect();
    if (receipt) this.ledger.acknowledge(this.personId, receipt);
  }

  leave(): void {
    this.socket?.disconnect();
  }

  private async tryWrongCode(siteId: string, gates: Gates): Promise<void> {
    const right = await gates.read(siteId);
    const wrong = String((Number(right) + randomInt(1, 999_999)) % 1_000_000).padStart(6, '0');
    const receipt = await this.send(this.api, this.gateEntry(siteId, wrong));
    if (receipt.outcome === 'refused') this.ledger.refuse(receipt.refusal ?? 'unnamed');
    else this.ledger.fail('a wrong gate code was accepted');
  }

  private async checkIn(assignment: MyAssignment, gates: Gates): Promise<Receipt | null> {
    const { sender, entry } = await this.entryFor(assignment, gates);
    if (this.behaviour.losesConnection) await this.sendIntoTheDark(sender, entry);
    let receipt = await this.send(sender, entry);
    if (CHANGED.has(receipt.refusal) && entry.method === 'gate_code') {
      // The code on the display changed while the network was away: read the new one.
      this.ledger.refuse(receipt.refusal ?? 'unnamed');
      receipt = await this.send(
        sender,
        this.gateEntry(assignment.siteId, await gates.read(assignment.siteId)),
      );
    } else if (this.behaviour.sendsTwice) {
      const again = await this.send(sender, entry);
      if (again.checkInId !== receipt.checkInId) this.ledger.fail('a repeated check-in got another receipt');
    }
    if (receipt.outcome !== 'refused') return receipt;
    this.ledger.refuse(receipt.refusal ?? 'unnamed');
    this.ledger.fail(`an expected person was refused: ${receipt.refusal ?? 'unnamed'}`);
    return null;
  }

  private async entryFor(
    assignment: MyAssignment,
    gates: Gates,
  ): Promise<{ sender: Api; entry: CheckInEntry }> {
    const common = { id: randomUUID(), siteId: assignment.siteId, deviceTime: new Date().toISOString() };
    if (this.behaviour.method === 'own_code' && assignment.ownCode !== null) {
      return { sender: this.staff, entry: { ...common, method: 'own_code', ownCode: assignment.ownCode } };
    }
    if (this.behaviour.method === 'leader') {
      return { sender: this.staff, entry: { ...common, method: 'leader', personId: this.personId } };
    }
    return {
      sender: this.api,
      entry: this.gateEntry(assignment.siteId, await gates.read(assignment.siteId)),
    };
  }

  private gateEntry(siteId: string, gateCode: string): CheckInEntry {
    return { id: randomUUID(), method: 'gate_code', siteId, gateCode, deviceTime: new Date().toISOString() };
  }

  /** Sends and hangs up before the answer: whether it arrived is not known. */
  private async sendIntoTheDark(sender: Api, entry: CheckInEntry): Promise<void> {
    const hangUp = new AbortController();
    setTimeout(() => hangUp.abort(), randomInt(0, 15));
    await this.post(sender, entry, hangUp.signal).catch(() => this.ledger.lose());
  }

  /** Sends until there is a receipt, always under the same id. */
  private async send(sender: Api, entry: CheckInEntry): Promise<Receipt> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.post(sender, entry);
      } catch (thrown) {
        if (thrown instanceof ApiError || attempt >= RETRIES) throw thrown;
        this.ledger.lose();
        await sleep(200 * attempt);
      }
    }
  }

  private async post(sender: Api, entry: CheckInEntry, signal?: AbortSignal): Promise<Receipt> {
    const body = { deviceId: this.deviceId, entries: [entry] };
    const { receipts } = await sender.post(`/events/${this.eventId}/check-ins`, body, ReceiptsSchema, signal);
    const receipt = receipts.find((r) => r.id === entry.id);
    if (!receipt) throw new ApiError(200, 'no_receipt', 'check-ins');
    return receipt;
  }
}
