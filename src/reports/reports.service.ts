import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventExport } from '../contracts/reports.js';
import { CountsRepository, EventFactsReader, scopeOf } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { ClosingsRepository } from '../participation/index.js';
import { readBy } from '../platform/database/statement.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { may } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { toCsv } from './csv.js';
import {
  COMMUNE_HEADER,
  communeLines,
  type Report,
  headLines,
  vietnamSecond,
} from './domain/figures-table.js';
import { METHODS } from './domain/words.js';
import { type PresentPerson, ReportsRepository } from './reports.repository.js';
import { packWorkbook, type SheetOrder } from './workbook-thread.js';

/** The figures of an event as files. Each file is one state of the database, like the screen's. */
@Injectable()
export class ReportsService {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(CountsRepository) private readonly counts: CountsRepository,
    @Inject(ClosingsRepository) private readonly closings: ClosingsRepository,
    @Inject(ReportsRepository) private readonly reports: ReportsRepository,
  ) {}

  async json(principal: Principal, eventId: string): Promise<EventExport> {
    await this.facts.require(principal, 'reports.export', eventId);
    const { figures } = await this.snapshot((manager) => this.report(manager, eventId));
    return figures;
  }

  async csv(principal: Principal, eventId: string): Promise<Buffer> {
    await this.facts.require(principal, 'reports.export', eventId);
    const report = await this.snapshot((manager) => this.report(manager, eventId));
    return toCsv([...headLines(report), [], COMMUNE_HEADER, ...communeLines(report)]);
  }

  /** With the names of those present for who may read check-ins one by one. */
  async xlsx(principal: Principal, eventId: string): Promise<Buffer> {
    const event = await this.facts.require(principal, 'reports.export', eventId);
    const withNames = may(principal, 'check_ins.read', scopeOf(event));
    const { report, present } = await this.snapshot(async (manager) => ({
      report: await this.report(manager, eventId),
      present: withNames ? await this.reports.present(manager, eventId) : null,
    }));
    return packWorkbook([
      {
        name: 'Tổng hợp',
        widths: [38, 28, 12, 12, 12, 12, 16, 12],
        above: headLines(report),
        header: COMMUNE_HEADER,
        rows: communeLines(report),
      },
      ...(present === null ? [] : [presentSheet(present)]),
    ]);
  }

  private snapshot<T>(read: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transactions.read.transaction('REPEATABLE READ', read);
  }

  private async report(manager: EntityManager, eventId: string): Promise<Report> {
    const at = this.clock.now().toISOString();
    const numbers = await this.counts.read(readBy(manager), eventId, { activities: 0 });
    if (!numbers) throw new AppError('not_found');
    const { closing, amendments } = await this.closings.standing(manager, eventId);
    const names = await this.reports.communeNames(manager, eventId);
    const byId = new Map(numbers.communes.map((commune) => [commune.communeId, commune]));
    return {
      title: numbers.event.title,
      simulated: numbers.event.simulated,
      target: numbers.target,
      figures: {
        eventId,
        rev: numbers.event.rev,
        at,
        totals: numbers.totals,
        ledger: await this.reports.ledgerRows(manager, eventId),
        closing: closing && {
          people: closing.people,
          turns: closing.turns,
          signer: closing.signer,
          closedAt: closing.closedAt,
          ledgerSha256: closing.ledgerSha256,
          amendments: amendments.entries,
        },
        communes: [...names].flatMap(([communeId, name]) => {
          const commune = byId.get(communeId);
          if (!commune) return [];
          const { minimum, target, counts } = commune;
          return [{ communeId, name, minimum, target, counts }];
        }),
      },
    };
  }
}

function presentSheet(people: readonly PresentPerson[]): SheetOrder {
  return {
    name: 'Có mặt',
    widths: [30, 36, 40, 22, 26],
    above: [],
    header: ['Họ và tên', 'Đơn vị', 'Địa điểm', 'Thời gian', 'Cách điểm danh'],
    rows: presentLines(people),
  };
}

function* presentLines(people: readonly PresentPerson[]): Generator<string[]> {
  for (const person of people) {
    yield [
      person.full_name,
      person.unit_name,
      person.site_name,
      vietnamSecond(person.recorded_at),
      METHODS[person.method].vi,
    ];
  }
}
