import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { unitsOf } from '../../platform/policy/policy.js';
import { PrincipalSource } from '../../platform/sessions/session.service.js';

/** What the importer may do at the moment a job runs: a role may have ended since the upload. */
@Injectable()
export class ImporterScope {
  constructor(
    @Inject(PrincipalSource) private readonly source: PrincipalSource,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The units below which this staff member may import. @throws AppError `not_allowed` unless over `ancestors` */
  async require(staffId: string, ancestors: readonly string[]): Promise<string[]> {
    const grants = (await this.source.grants([staffId], this.clock.now())).get(staffId) ?? [];
    const roots = unitsOf({ kind: 'staff', id: staffId, sessionId: '', grants }, 'people.import');
    if (!ancestors.some((id) => roots.includes(id))) throw new AppError('not_allowed');
    return roots;
  }
}
