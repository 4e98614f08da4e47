import { Global, Module } from '@nestjs/common';
import { PrincipalSource } from '../platform/sessions/session.service.js';
import { SessionEntity } from '../platform/sessions/session.entity.js';
import { Inbox } from './inbox.js';
import { InboxItemEntity } from './inbox-item.entity.js';
import { OrgUnitEntity } from './org-unit.entity.js';
import { OrgUnitsRepository } from './org-units.repository.js';
import { PeoplePrincipals } from './principals.js';

/** Tells the platform, which knows no people, who stands behind a session. */
@Global()
@Module({
  providers: [{ provide: PrincipalSource, useClass: PeoplePrincipals }],
  exports: [PrincipalSource],
})
export class PrincipalsModule {}

@Module({
  imports: [PrincipalsModule],
  providers: [Inbox, OrgUnitsRepository],
  exports: [Inbox, OrgUnitsRepository],
})
export class PeopleModule {}

export const peopleEntities = [OrgUnitEntity, InboxItemEntity, SessionEntity];
export { Inbox, type InboxLetter } from './inbox.js';
export { OrgUnitsRepository } from './org-units.repository.js';
export { OrgUnitEntity } from './org-unit.entity.js';
