import { Inject, Injectable } from '@nestjs/common';
import type { CorrectMyself, MyData } from '../contracts/privacy.js';
import { Clock } from '../kernel/clock.js';
import { PeopleReader, PeopleRepository } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireVolunteer } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { ConsentsRepository } from './consents.repository.js';
import { readablePage } from './domain/readable-page.js';
import { MyDataReader } from './my-data.reader.js';
import { RequestsRepository } from './requests.repository.js';

/** What is held about the person who asks: to see, to put right, to take along. */
@Injectable()
export class MyDataService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PeopleReader) private readonly people: PeopleReader,
    @Inject(PeopleRepository) private readonly roll: PeopleRepository,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
    @Inject(RequestsRepository) private readonly requests: RequestsRepository,
    @Inject(MyDataReader) private readonly reader: MyDataReader,
  ) {}

  async read(principal: Principal): Promise<MyData> {
    const { id } = requireVolunteer(principal);
    const { read } = this.transactions;
    const found = await this.people.find(read, id);
    if (!found) throw new AppError('not_found');
    return {
      at: this.clock.now().toISOString(),
      person: { ...found.person, phone: found.phone },
      consents: await this.consents.all(read, id),
      ...(await this.reader.read(read, id)),
      requests: await this.requests.ofPerson(read, id),
    };
  }

  async readable(principal: Principal, lang: 'vi' | 'en'): Promise<string> {
    return readablePage(await this.read(principal), lang);
  }

  /** What harms nobody is put right at once. */
  async correct(principal: Principal, facts: CorrectMyself): Promise<MyData> {
    const { id, simulated } = requireVolunteer(principal);
    await this.transactions.run(async (tx) => {
      await this.roll.correct(tx, id, facts);
      if (!simulated) await this.requests.done(tx, id, 'correct', this.clock.now());
    });
    return this.read(principal);
  }
}
