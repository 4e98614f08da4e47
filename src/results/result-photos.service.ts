import { Inject, Injectable } from '@nestjs/common';
import type {
  ResultPhotoKept,
  ResultPhotoPage,
  ResultPhotoQuery,
  SendResultPhoto,
} from '../contracts/results.js';
import { EventFactsReader } from '../events/index.js';
import { Clock } from '../kernel/clock.js';
import { Reaches } from '../participation/index.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { AppError } from '../platform/errors/app-error.js';
import { requireVolunteer } from '../platform/policy/policy.js';
import type { Principal } from '../platform/policy/principal.js';
import { cleanJpeg } from './domain/clean-jpeg.js';
import { PHOTOS_OF_A_PLACE, ResultPhotosRepository } from './result-photos.repository.js';

/** A phone makes 1280 px and 300 kB of it; another program may be a little less strict. */
const LONGEST_SIDE = 1_600;

/** Pictures of what was done: taken from who is there, shown within one's scope, removed after a time. */
@Injectable()
export class ResultPhotosService {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EventFactsReader) private readonly facts: EventFactsReader,
    @Inject(Reaches) private readonly reaches: Reaches,
    @Inject(ResultPhotosRepository) private readonly photos: ResultPhotosRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Sent again it is the same picture.
   * @throws AppError `not_found`, `not_a_photo`, `photo_not_taken`, `too_many_photos`
   */
  async send(principal: Principal, eventId: string, wish: SendResultPhoto): Promise<ResultPhotoKept> {
    const { id: personId } = requireVolunteer(principal);
    const photo = cleanJpeg(Buffer.from(wish.jpeg, 'base64'));
    return this.transactions.run(async (tx) => {
      const place = await this.photos.place(tx, eventId, personId, wish);
      if (place?.own !== true) throw new AppError('not_found');
      const kept = await this.photos.ownerOf(tx.manager, wish.id);
      if (kept?.personId === personId) return this.answer(tx, wish, kept.at);
      if (kept) throw new AppError('already_exists');
      if (!photo || !fits(photo.width) || !fits(photo.height)) throw new AppError('not_a_photo');
      if (!place.present || !place.live || !place.asked) throw new AppError('photo_not_taken');
      if (place.already >= PHOTOS_OF_A_PLACE) throw new AppError('too_many_photos');
      const now = this.clock.now();
      await this.photos.insert(tx, wish, photo, now);
      return this.answer(tx, wish, now);
    });
  }

  async list(principal: Principal, eventId: string, query: ResultPhotoQuery): Promise<ResultPhotoPage> {
    const reach = await this.reaches.of(principal, 'result_photos.read', await this.facts.get(eventId));
    return this.photos.page(this.transactions.read, eventId, query, reach);
  }

  /** @throws AppError `not_found` */
  async jpeg(principal: Principal, eventId: string, photoId: string): Promise<Buffer> {
    const reach = await this.reaches.of(principal, 'result_photos.read', await this.facts.get(eventId));
    const jpeg = await this.photos.jpeg(this.transactions.read, eventId, photoId, reach);
    if (!jpeg) throw new AppError('not_found');
    return jpeg;
  }

  /** For good: of somebody who is in it and does not want to be. @throws AppError `not_found` */
  async remove(principal: Principal, eventId: string, photoId: string): Promise<void> {
    await this.facts.require(principal, 'results.correct', eventId);
    await this.transactions.run(async (tx) => {
      if (!(await this.photos.delete(tx, eventId, photoId))) throw new AppError('not_found');
    });
  }

  private async answer(tx: Tx, wish: SendResultPhoto, at: Date): Promise<ResultPhotoKept> {
    return { id: wish.id, at: at.toISOString(), photos: await this.photos.countAt(tx.manager, wish) };
  }
}

const fits = (side: number): boolean => side > 0 && side <= LONGEST_SIDE;
