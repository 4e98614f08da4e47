import { Inject, Injectable } from '@nestjs/common';
import { ForgetInAssignments, GiveBackService } from '../assignments/index.js';
import { ForgetInEvents } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { ForgetPerson } from '../people/index.js';
import type { Tx } from '../platform/database/transactions.js';
import { ResultPhotosRepository } from '../results/index.js';
import { ConsentsRepository } from './consents.repository.js';
import { RequestsRepository } from './requests.repository.js';

/** What the closed requests of an erased person say. */
const ANSWER = 'Dữ liệu đã được xóa. / The data has been erased.';

/**
 * Puts a pseudonym in a person's place. The row, the ledger and every count stay as they are: who was
 * there was there. Places in events to come are given back before, so that somebody else is asked.
 */
@Injectable()
export class Erasure {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ForgetPerson) private readonly people: ForgetPerson,
    @Inject(ForgetInEvents) private readonly events: ForgetInEvents,
    @Inject(ForgetInAssignments) private readonly assignments: ForgetInAssignments,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
    @Inject(GiveBackService) private readonly places: GiveBackService,
    @Inject(ResultPhotosRepository) private readonly photos: ResultPhotosRepository,
    @Inject(RequestsRepository) private readonly requests: RequestsRepository,
  ) {}

  /** @returns false when it was done before */
  async erase(tx: Tx, personId: string, by: string | null): Promise<boolean> {
    // First: it waits for the rows of events, as publishing does before it looks at people.
    await this.places.giveBack(tx, personId);
    const forgotten = await this.people.forget(tx, personId);
    if (forgotten === null) return false;
    await this.events.forget(tx, personId, forgotten);
    await this.assignments.forget(tx, personId);
    await this.photos.forget(tx, personId);
    await this.consents.forgetGuardian(tx, personId);
    await this.requests.closeAll(tx, personId, ANSWER, by, this.clock.now());
    return true;
  }
}
