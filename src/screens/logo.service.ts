import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Ceremony } from '../contracts/ceremony.js';
import { EventFactsReader } from '../events/index.js';
import { Transactions } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Principal } from '../platform/policy/principal.js';
import { CeremonyRepository } from './ceremony.repository.js';
import { CeremonyService } from './ceremony.service.js';
import { pictureIn } from './domain/picture.js';

const BYTES_AT_MOST = 1024 * 1024;

/** The organiser's logo on every screen of an event. */
@Injectable()
export class LogoService {
  constructor(
    @Inject(CeremonyService) private readonly ceremony: CeremonyService,
    @Inject(CeremonyRepository) private readonly ceremonies: CeremonyRepository,
    @Inject(EventFactsReader) private readonly events: EventFactsReader,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  /** What the name says it is does not count. @throws AppError `not_a_picture`, `too_large` */
  async keep(principal: Principal, eventId: string, content: Buffer): Promise<Ceremony> {
    await this.events.require(principal, 'ceremony.run', eventId);
    if (content.length > BYTES_AT_MOST) throw new AppError('too_large');
    const picture = pictureIn(content);
    if (!picture) throw new AppError('not_a_picture');
    const tag = createHash('sha256').update(content).digest('hex').slice(0, 16);
    await this.ceremony.change(principal, eventId, (_, tx) =>
      this.ceremonies.keepLogo(tx, {
        event_id: eventId,
        type: picture.type,
        picture: content,
        picture_tag: tag,
      }),
    );
    return this.ceremony.view(eventId);
  }

  async drop(principal: Principal, eventId: string): Promise<Ceremony> {
    await this.ceremony.change(principal, eventId, (_, tx) => this.ceremonies.dropLogo(tx, eventId));
    return this.ceremony.view(eventId);
  }

  /** @throws AppError `not_found` */
  async show(principal: Principal, eventId: string): Promise<{ type: string; picture: Buffer }> {
    await this.events.require(principal, 'live.screen', eventId);
    const logo = await this.ceremonies.logo(this.transactions.read, eventId);
    if (!logo) throw new AppError('not_found');
    return logo;
  }
}
