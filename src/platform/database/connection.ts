import pg from 'pg';

/**
 * A connection whose end never ends the process. pg tells a lost one by an event, and an event of that name without a
 * listener is an exception: between a pool's giving a connection and the taker's listening there is none, and
 * PostgreSQL was seen to die just then. Whoever waits for an answer hears of it all the same.
 */
export class Connection extends pg.Client {
  constructor(config?: pg.ClientConfig | string) {
    super(config);
    this.on('error', () => undefined);
  }
}
