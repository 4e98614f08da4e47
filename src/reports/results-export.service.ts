import { Inject, Injectable } from '@nestjs/common';
import type { EventResults } from '../contracts/results.js';
import { EventEntity, EventFactsReader } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { EventResultsService } from '../results/index.js';
import { toCsv } from './csv.js';
import { resultsHead, resultsTable } from './domain/results-table.js';
import { packWorkbook } from './workbook-thread.js';

interface Taken {
  title: string;
  simulated: boolean;
  results: EventResults;
}

/** What was achieved, as files. Each is one state of the database: the numbers of the board at that revision. */
@Injectable()
export class ResultsExportService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(EventResultsService) private readonly results: EventResultsService,
  ) {}

  async csv(principal: Principal, eventId: string): Promise<Buffer> {
    const { title, simulated, results } = await this.take(principal, eventId);
    const { header, rows } = resultsTable(results);
    return toCsv([...resultsHead(title, simulated, results), [], header, ...rows]);
  }

  async xlsx(principal: Principal, eventId: string): Promise<Buffer> {
    const { title, simulated, results } = await this.take(principal, eventId);
    const { header, rows } = resultsTable(results);
    const widths = header.map((_, i) => (i === 0 ? 16 : i === 1 ? 34 : 18));
    return packWorkbook([
      { name: 'Kết quả', widths, above: resultsHead(title, simulated, results), header, rows },
    ]);
  }

  private async take(principal: Principal, eventId: string): Promise<Taken> {
    await this.facts.require(principal, 'reports.export', eventId);
    return this.transactions.read.transaction('REPEATABLE READ', async (manager) => {
      const event = await manager.findOneBy(EventEntity, { id: eventId });
      if (!event) throw new AppError('not_found');
      const results = await this.results.read(manager, eventId, null);
      return { title: event.title, simulated: event.simulated, results };
    });
  }
}
