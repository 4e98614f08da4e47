import { Injectable, Logger } from '@nestjs/common';
import { describe } from './errors/describe.js';

/**
 * What has happened, told inside this process after its commit. Inner rooms send, the outer ring
 * listens; a signal may be lost with its process, so nothing depends on it but speed.
 */
export interface Signals {
  /** The event's revision has risen: counts, plan, state or activities changed. */
  eventChanged: { eventId: string };
  /** These people have something new in their inbox. */
  inboxChanged: { personIds: string[] };
  /** These sessions or subjects may no longer do what they could. */
  accessChanged: { subjectIds: string[] };
}

type Listener<T> = (payload: T) => void | Promise<void>;

@Injectable()
export class SignalBus {
  private readonly log = new Logger('signals');
  private readonly listeners: { [K in keyof Signals]: Listener<Signals[K]>[] } = {
    eventChanged: [],
    inboxChanged: [],
    accessChanged: [],
  };

  on<K extends keyof Signals>(name: K, listener: Listener<Signals[K]>): void {
    this.listeners[name].push(listener);
  }

  /** Call it from `tx.afterCommit` only. One failing listener does not keep the others from hearing. */
  async send<K extends keyof Signals>(name: K, payload: Signals[K]): Promise<void> {
    for (const listener of this.listeners[name]) {
      try {
        await listener(payload);
      } catch (thrown) {
        this.log.error({ signal: name, ...describe(thrown) });
      }
    }
  }
}
