import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Breakdown, Figure, FigureFilter, FigureQuery, FigureRow } from '../contracts/figures.js';
import { type EventFacts, EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Reaches } from '../participation/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Action } from '../platform/policy/policy-table.js';
import type { Principal } from '../platform/policy/principal.js';
import { breakdownOf } from './domain/breakdown.js';
import { toCsv } from './csv.js';
import { sentenceOf } from './domain/figure-sentence.js';
import { breakdownSql, counterSql, countSql, rowsSql, type Sight, type Statement } from './figure-sql.js';
import { figureLines, ROW_HEADER, rowLines } from './domain/row-table.js';
import { FiguresRepository } from './figures.repository.js';
import { packWorkbook } from './workbook-thread.js';

interface Seen {
  /** Which rows count for this reader. */
  sight: Sight;
  /** Whose names this reader is told. */
  named: Sight | 'nobody';
}

/** Where a number comes from: the question, its answer counted again, and the rows, within one's scope. */
@Injectable()
export class FiguresService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(FiguresRepository) private readonly figures: FiguresRepository,
  ) {}

  /** @throws AppError `not_found` when the event, or what the filter names, is nothing of one's own */
  async figure(principal: Principal, eventId: string, query: FigureQuery): Promise<Figure> {
    const { page, pageSize, ...filter } = query;
    const { figure } = await this.read(principal, eventId, filter, { page, pageSize });
    return figure;
  }

  /** Every row of a figure, in the same order as on the pages. */
  async csv(principal: Principal, eventId: string, filter: FigureFilter): Promise<Buffer> {
    const { figure, rows } = await this.read(principal, eventId, filter, null);
    return toCsv([...figureLines(figure), [], ROW_HEADER], rowLines(rows));
  }

  async xlsx(principal: Principal, eventId: string, filter: FigureFilter): Promise<Buffer> {
    const { figure, rows } = await this.read(principal, eventId, filter, null);
    return packWorkbook([
      {
        name: 'Con số',
        widths: [38, 30, 34, 38, 26, 22, 24, 22, 40],
        above: figureLines(figure),
        header: ROW_HEADER,
        rows: rowLines(rows),
      },
    ]);
  }

  async breakdown(principal: Principal, eventId: string): Promise<Breakdown> {
    const { sight } = await this.sightOf(principal, await this.facts.get(eventId));
    return this.snapshot(async (manager) => {
      const at = this.clock.now().toISOString();
      const event = await this.figures.names(manager, eventId, {});
      if (!event) throw new AppError('not_found');
      const rows = await this.figures.breakdown(manager, breakdownSql(eventId, sight));
      return { eventId, rev: event.rev, at, within: sight === null ? 'event' : 'own', ...breakdownOf(rows) };
    });
  }

  private async read(
    principal: Principal,
    eventId: string,
    filter: FigureFilter,
    page: { page: number; pageSize: number } | null,
  ): Promise<{ figure: Figure; rows: FigureRow[] }> {
    const { sight, named } = await this.sightOf(principal, await this.facts.get(eventId));
    return this.snapshot(async (manager) => {
      const at = this.clock.now().toISOString();
      const names = await this.figures.names(manager, eventId, filter);
      if (!names) throw new AppError('not_found');
      const { siteId, communeId, orgUnitId, activityId } = filter;
      const asked = [
        [siteId, names.site],
        [communeId, names.commune],
        [orgUnitId, names.unit],
        [activityId, names.line],
      ];
      if (asked.some(([id, name]) => id !== undefined && name === null)) throw new AppError('not_found');
      const counting = countSql(eventId, filter, sight);
      const { n: counted, rows: total } = await this.figures.number(manager, counting);
      const counter = sight === null ? counterSql(eventId, filter) : null;
      const shown = counter && (await this.figures.number(manager, counter)).n;
      const { page: number, pageSize } = page ?? { page: 1, pageSize: total };
      const part = page ? { limit: pageSize, offset: (number - 1) * pageSize } : { limit: null, offset: 0 };
      const rows = await this.figures.rows(manager, rowsSql(eventId, filter, sight, named, part));
      const stand = { rev: names.rev, at, within: sight === null ? ('event' as const) : ('own' as const) };
      const figure: Figure = {
        eventId,
        filter,
        ...stand,
        counted,
        shown,
        sentence: sentenceOf(filter, names, stand),
        sql: readable(counting),
        rows: { items: rows, total, page: number, pageSize },
      };
      return { figure, rows };
    });
  }

  private async sightOf(principal: Principal, event: EventFacts): Promise<Seen> {
    const sight = await this.lookAs(principal, 'figures.read', event);
    const named = await this.lookAs(principal, 'people.read', event).catch((thrown: unknown) => {
      // Who may read no person of this event still sees the numbers.
      if (thrown instanceof AppError && thrown.code === 'not_found') return 'nobody' as const;
      throw thrown;
    });
    return { sight, named };
  }

  private async lookAs(principal: Principal, action: Action, event: EventFacts): Promise<Sight> {
    const reach = await this.reaches.of(principal, action, event);
    return reach && { units: [...reach.units], communes: [...reach.communes] };
  }

  private snapshot<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transactions.read.transaction('REPEATABLE READ', read);
  }
}

/** Parameters as one would type them. */
function readable({ text, values }: Statement): Figure['sql'] {
  return {
    text,
    values: values.map((value, index) => ({
      name: `$${index + 1}`,
      value: Array.isArray(value) ? `{${value.join(',')}}` : String(value),
    })),
  };
}
