import { LeanSocket } from './lean-socket.js';

/** A Socket.IO client of the live protocol, as lean as its socket: connects, joins one topic, answers pings. */
export class LeanClient {
  private readonly socket: LeanSocket;

  constructor(
    port: number,
    session: { kind: string; cookie: string; localAddress: string },
    join: object,
    on: {
      /** @param start of the answer to the join, from its first bracket */
      joined: (start: string) => void;
      message: (start: string) => void;
      closed?: () => void;
    },
  ) {
    this.socket = new LeanSocket(
      port,
      {
        frame: (start) => {
          if (start === '2') this.socket.send('3');
          else if (start.startsWith('0')) this.socket.send(`40${JSON.stringify({ kind: session.kind })}`);
          else if (start.startsWith('40')) this.socket.send(`420${JSON.stringify(['join', join])}`);
          else if (start.startsWith('430')) on.joined(start.slice(3));
          else if (start.startsWith('42')) on.message(start);
          else this.socket.end();
        },
        ...(on.closed === undefined ? {} : { closed: on.closed }),
      },
      session,
    );
  }

  end(): void {
    this.socket.end();
  }
}

/** Connections from one address to one port are as many as there are ephemeral ports: use several. */
export const localAddress = (n: number): string => `127.0.0.${1 + (n % 8)}`;
