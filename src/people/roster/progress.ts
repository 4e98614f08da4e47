import type { EntityManager } from 'typeorm';
import type { RosterImportsRepository } from './roster-imports.repository.js';

const EVERY_MS = 250;

/** Writes how far an import has come, at most four times a second and beside any transaction. */
export class Progress {
  private last = 0;

  constructor(
    private readonly imports: RosterImportsRepository,
    private readonly manager: EntityManager,
    private readonly importId: string,
  ) {}

  async report(done: number): Promise<void> {
    const now = performance.now();
    if (now - this.last < EVERY_MS) return;
    this.last = now;
    await this.imports.progress(this.manager, this.importId, done);
  }
}
