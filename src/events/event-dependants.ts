import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';
import type { RaisedEvent } from './event-changes.js';

/** Something of an outer room that hangs on an event's time or on its end. */
export interface EventDependant {
  /**
   * Moves what hangs on the event by `byMs`, in the transaction that moves the event and after its
   * shifts have moved. @returns the ids of the people whom the move concerns
   */
  move?(tx: Tx, event: RaisedEvent, byMs: number): Promise<string[]>;
  /**
   * Settles what has to be settled when the event closes, in the transaction that closes it; what it
   * throws keeps the event from closing.
   */
  close?(tx: Tx, event: RaisedEvent, staffId: string): Promise<void>;
}

/**
 * What moves and closes with an event. Rooms that this one may not know register here in `onModuleInit`, and
 * are called inside the transaction: all of it moves or closes, or none.
 */
@Injectable()
export class EventDependants {
  private readonly dependants: EventDependant[] = [];

  register(dependant: EventDependant): void {
    this.dependants.push(dependant);
  }

  /** @returns everybody concerned, each once */
  async move(tx: Tx, event: RaisedEvent, byMs: number): Promise<string[]> {
    const concerned = new Set<string>();
    for (const dependant of this.dependants) {
      for (const personId of (await dependant.move?.(tx, event, byMs)) ?? []) concerned.add(personId);
    }
    return [...concerned];
  }

  async close(tx: Tx, event: RaisedEvent, staffId: string): Promise<void> {
    for (const dependant of this.dependants) await dependant.close?.(tx, event, staffId);
  }
}
