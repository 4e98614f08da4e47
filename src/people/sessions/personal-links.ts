import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../kernel/clock.js';
import { newToken } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { hashToken } from '../../platform/sessions/session.service.js';
import { PersonalLinkEntity } from './personal-link.entity.js';

/** Links that sign a volunteer in without a code. Only the hash of a token is kept. */
@Injectable()
export class PersonalLinks {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  async createMany(tx: Tx, personIds: readonly string[]): Promise<{ personId: string; token: string }[]> {
    const links = personIds.map((personId) => ({ personId, token: newToken() }));
    await tx.manager.query(
      `INSERT INTO personal_links (token_hash, person_id, created_at)
       SELECT l.token_hash, l.person_id, $3 FROM unnest($1::bytea[], $2::uuid[]) AS l (token_hash, person_id)`,
      [links.map(({ token }) => hashToken(token)), personIds, this.clock.now()],
    );
    return links;
  }

  /** The page a link's token opens; behind `#`, so that no log of any server ever sees it. */
  pathOf(token: string): string {
    return `/phone/#link=${token}`;
  }

  /** Whose link this is, or null. The same link may be used again. */
  async findPerson(manager: EntityManager, token: string): Promise<string | null> {
    const link = await manager.findOneBy(PersonalLinkEntity, { token_hash: hashToken(token) });
    return link && link.revoked_at === null ? link.person_id : null;
  }
}
