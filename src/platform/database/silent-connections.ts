import { type AfterQueryEvent, type EntitySubscriberInterface, EventSubscriber } from 'typeorm';

/** What pg says when `query_timeout` is over. */
const NO_ANSWER = 'Query read timeout';

/**
 * A connection that has not answered in time may never answer again, and pg would let the next query
 * wait behind the first. It is ended instead of going back to the pool: what still belongs to
 * its transaction fails at once, and PostgreSQL rolls back what it hears no more of.
 */
@EventSubscriber()
export class SilentConnections implements EntitySubscriberInterface {
  async afterQuery({ success, error, queryRunner }: AfterQueryEvent): Promise<void> {
    if (success || !(error instanceof Error) || error.message !== NO_ANSWER) return;
    const connection: unknown = await queryRunner.connect();
    // TypeORM listens to its connection's errors and releases one that had any as broken.
    if (isEmitter(connection)) connection.emit('error', error);
  }
}

function isEmitter(value: unknown): value is { emit: (name: string, error: Error) => boolean } {
  return typeof value === 'object' && value !== null && 'emit' in value && typeof value.emit === 'function';
}
