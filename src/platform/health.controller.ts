import { Controller, Get, Inject } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from './errors/app-error.js';
import { Transactions } from './database/transactions.js';
import { Endpoint } from './policy/endpoint.js';

const HealthSchema = z.strictObject({ status: z.literal('ok') }).meta({ id: 'Health' });

/** For a proxy or an orchestrator: alive says the process answers, ready that it can do its work. */
@Controller('health')
export class HealthController {
  constructor(@Inject(Transactions) private readonly transactions: Transactions) {}

  @Get('live')
  @Endpoint({ action: 'public', answer: HealthSchema })
  live() {
    return { status: 'ok' as const };
  }

  @Get('ready')
  @Endpoint({ action: 'public', answer: HealthSchema })
  async ready() {
    try {
      await this.transactions.read.query('SELECT 1');
    } catch {
      throw new AppError('database_away');
    }
    return { status: 'ok' as const };
  }
}
