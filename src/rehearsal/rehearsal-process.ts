import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Transactions } from '../platform/database/transactions.js';
import { PROJECT_ROOT } from '../platform/project-root.js';
import { SessionService } from '../platform/sessions/session.service.js';

const DRIVER = join(PROJECT_ROOT, 'dist/src/rehearsal/rehearse.main.js');

/** The drivers that the board's button has started, each a process of its own. */
@Injectable()
export class RehearsalProcess implements OnApplicationShutdown {
  private readonly log = new Logger('rehearsal');
  private readonly running = new Map<string, ChildProcess>();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
  ) {}

  /** The driver speaks with a session of its own of the person who pressed the button. */
  async start(run: { rehearsalId: string; staffId: string }): Promise<void> {
    const session = await this.transactions.run((tx) =>
      // It compares with an export at its end, and nobody is there to be asked again who speaks.
      this.sessions.open(tx, { kind: 'staff', subjectId: run.staffId, confirmedForMs: 12 * 3_600_000 }),
    );
    const settings = {
      url: this.ownAddress(),
      rehearsal: run.rehearsalId,
      session: session.token,
      keep: true,
    };
    const child = spawn(process.execPath, [DRIVER, '--settings-from-stdin'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.end(JSON.stringify(settings));
    this.running.set(run.rehearsalId, child);
    child.once('exit', (code) => {
      this.running.delete(run.rehearsalId);
      this.log.log({ rehearsal: run.rehearsalId, code });
      void this.end(run.rehearsalId, session.sessionId);
    });
  }

  stop(rehearsalId: string): void {
    this.running.get(rehearsalId)?.kill();
  }

  onApplicationShutdown(): void {
    for (const child of this.running.values()) child.kill();
  }

  /** The driver's session ends with it; one that died without a verdict has failed. */
  private async end(rehearsalId: string, sessionId: string): Promise<void> {
    try {
      await this.transactions.run(async (tx) => {
        await this.sessions.revoke(tx, sessionId);
        await tx.manager.query(`UPDATE rehearsals SET state = 'failed' WHERE id = $1 AND state = 'running'`, [
          rehearsalId,
        ]);
      });
    } catch {
      this.log.warn({ rehearsal: rehearsalId, note: 'the server is going down' });
    }
  }

  private ownAddress(): string {
    const server = this.http.httpAdapter.getHttpServer() as {
      address(): { port: number; address: string } | string | null;
    };
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server is not listening');
    return `http://${address.address === '::1' ? '[::1]' : '127.0.0.1'}:${address.port}`;
  }
}
