import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { newToken } from '../../kernel/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
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

  /**
   * Whose link this is. The first use binds it to the browser, for good; there it may be used again.
   * @throws AppError `unknown_link`, or `link_bound` in another browser
   */
  async open(tx: Tx, token: string, browserToken: string): Promise<string> {
    // One statement: of two browsers at once one is the first.
    const [rows] = await tx.manager.query<[{ person_id: string }[], number]>(
      `UPDATE personal_links SET browser_hash = $2, bound_at = coalesce(bound_at, $3)
       WHERE token_hash = $1 AND revoked_at IS NULL AND (browser_hash IS NULL OR browser_hash = $2)
       RETURNING person_id`,
      [hashToken(token), hashToken(browserToken), this.clock.now()],
    );
    if (rows[0]) return rows[0].person_id;
    const link = await tx.manager.findOneBy(PersonalLinkEntity, { token_hash: hashToken(token) });
    throw new AppError(link && link.revoked_at === null ? 'link_bound' : 'unknown_link');
  }

  async noteSession(tx: Tx, token: string, sessionId: string): Promise<void> {
    await tx.manager.query(
      'UPDATE personal_links SET session_ids = array_append(session_ids, $2) WHERE token_hash = $1',
      [hashToken(token), sessionId],
    );
  }

  /** Ends a person's links. @returns the sessions they have opened, which are to end too */
  async revoke(tx: Tx, personId: string): Promise<string[]> {
    const [rows] = await tx.manager.query<[{ session_ids: string[] }[], number]>(
      `UPDATE personal_links SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL RETURNING session_ids`,
      [personId, this.clock.now()],
    );
    return rows.flatMap((row) => row.session_ids);
  }
}
