import { Inject, Injectable } from '@nestjs/common';
import { GiveBackService } from '../assignments/index.js';
import type { AnswerConsents, MyConsents, TellBirthDate } from '../contracts/privacy.js';
import { Clock } from '../kernel/clock.js';
import { vietnamDate } from '../kernel/vietnam-time.js';
import { PeopleRepository, readBirthDate } from '../people/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireVolunteer } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { ConsentsRepository } from './consents.repository.js';
import { currentWording, WORDINGS } from './domain/wordings.js';
import { RequestsRepository } from './requests.repository.js';

/** What a volunteer agrees to on the own phone. */
@Injectable()
export class ConsentsService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ConsentsRepository) private readonly consents: ConsentsRepository,
    @Inject(RequestsRepository) private readonly requests: RequestsRepository,
    @Inject(GiveBackService) private readonly places: GiveBackService,
    @Inject(PeopleRepository) private readonly roll: PeopleRepository,
  ) {}

  async mine(principal: Principal): Promise<MyConsents> {
    const { id } = requireVolunteer(principal);
    const { read } = this.transactions;
    const answers = new Map((await this.consents.ownAnswers(read, id)).map((one) => [one.purpose, one]));
    const guardian = await this.consents.guardian(read, id, this.clock.now());
    const minor = guardian?.minor ?? false;
    // What is published about a child needs the guardian too: a child alone is not even asked.
    const asked = WORDINGS.filter(({ necessary }) => necessary || !minor);
    const isNew = asked.some(({ purpose, necessary }) => {
      const answer = answers.get(purpose);
      const { version } = currentWording(purpose);
      return answer ? answer.version < version && (necessary || answer.given) : necessary;
    });
    return {
      // Nobody but a simulated person has no row there.
      ask: guardian !== null && isNew,
      birthDateNeeded: guardian?.ageKnown === false,
      guardian: minor ? (guardian?.given ? 'given' : 'waiting') : 'not_needed',
      purposes: asked.map(({ purpose, necessary, title }) => {
        const { version, text } = currentWording(purpose);
        const answer = answers.get(purpose);
        return {
          purpose,
          necessary,
          version,
          title,
          text,
          given: answer?.given ?? null,
          at: answer?.at.toISOString() ?? null,
        };
      }),
    };
  }

  /**
   * Of whom the roll knows no date of birth. A child's places are given back until the guardian's paper is there.
   * @throws AppError `birth_date_implausible`, `birth_date_known`
   */
  async tellBirthDate(principal: Principal, { birthDate }: TellBirthDate): Promise<MyConsents> {
    const { id } = requireVolunteer(principal);
    const now = this.clock.now();
    if (readBirthDate(birthDate, vietnamDate(now)).kind !== 'date') {
      throw new AppError('birth_date_implausible');
    }
    await this.transactions.run(async (tx) => {
      if (!(await this.roll.tellBirthDate(tx, id, birthDate))) throw new AppError('birth_date_known');
      const guardian = await this.consents.guardian(tx.manager, id, now);
      if (guardian?.minor === true && guardian.given !== true) await this.places.giveBack(tx, id);
    });
    return this.mine(principal);
  }

  /**
   * To take back is as easy as to give: the same call, at once. Who takes the necessary one back gives all
   * places back with it. @throws AppError `wording_changed` when another text was read than is asked now,
   * `birth_date_needed`, `guardian_needed`
   */
  async answer(principal: Principal, { lang, answers }: AnswerConsents): Promise<MyConsents> {
    const { id: personId } = requireVolunteer(principal);
    if (answers.some(({ purpose, version }) => currentWording(purpose).version !== version))
      throw new AppError('wording_changed');
    const before = await this.mine(principal);
    const agrees = answers.some(({ purpose, given }) => given && currentWording(purpose).necessary);
    if (agrees && before.birthDateNeeded) throw new AppError('birth_date_needed');
    const offered = new Set(before.purposes.map(({ purpose }) => purpose));
    if (answers.some(({ purpose }) => !offered.has(purpose))) throw new AppError('guardian_needed');
    await this.transactions.run(async (tx) => {
      const at = this.clock.now();
      for (const { purpose, given } of answers) {
        await this.consents.add(tx, { personId, purpose, given, givenBy: 'self', lang, at, paper: null });
        const had = before.purposes.find((one) => one.purpose === purpose)?.given;
        if (!given && had === true) await this.requests.done(tx, personId, 'withdraw', at);
        if (!given && currentWording(purpose).necessary) await this.places.giveBack(tx, personId);
      }
    });
    return this.mine(principal);
  }
}
