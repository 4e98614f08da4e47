import { Global, Module } from '@nestjs/common';
import { PlacesModule } from '../places/index.js';
import { SessionEntity } from '../platform/sessions/session.entity.js';
import { SharedCountEntity } from '../platform/shared-count.entity.js';
import { PrincipalSource } from '../platform/sessions/session.service.js';
import { ProviderTripEntity, StaffIdentityEntity } from './identity/identity.entity.js';
import { ProviderClient } from './identity/provider-client.js';
import { ProviderController } from './identity/provider.controller.js';
import { ProviderLogInService } from './identity/provider-log-in.service.js';
import { ForgetPerson } from './forget-person.js';
import { Inbox } from './inbox.js';
import { InboxItemEntity } from './inbox-item.entity.js';
import { InboxService } from './inbox.service.js';
import { MeController } from './me.controller.js';
import { OrgUnitAccess } from './org-unit-access.js';
import { OrgUnitDependants } from './org-unit-dependants.js';
import { FormerLineEntity, OrgUnitEntity } from './org-unit.entity.js';
import { OrgUnitsController } from './org-units.controller.js';
import { OrgUnitsRepository } from './org-units.repository.js';
import { OrgUnitsService } from './org-units.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleReader } from './people-reader.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';
import { PersonEntity } from './person.entity.js';
import { PeoplePrincipals } from './principals.js';
import { RoleGrants } from './role-grants.js';
import { ImporterScope } from './roster/importer-scope.js';
import { KnownPeople } from './roster/known-people.js';
import { RosterApplier } from './roster/roster-applier.js';
import { RosterImportEntity } from './roster/roster-import.entity.js';
import { RosterImportsController } from './roster/roster-imports.controller.js';
import { RosterImportsRepository } from './roster/roster-imports.repository.js';
import { RosterImportsService } from './roster/roster-imports.service.js';
import { RosterReader } from './roster/roster-reader.js';
import { RosterJobs } from './roster/roster.jobs.js';
import { AccountController } from './sessions/account.controller.js';
import { AccountService } from './sessions/account.service.js';
import { DeveloperController } from './sessions/developer.controller.js';
import { DeveloperTextEntity } from './sessions/developer-text.entity.js';
import { LinkLogInService } from './sessions/link-log-in.service.js';
import { LogInAttempts } from './sessions/log-in-attempts.js';
import { OneTimeCodeEntity } from './sessions/one-time-code.entity.js';
import { OneTimeCodesService } from './sessions/one-time-codes.service.js';
import { PersonalLinkEntity } from './sessions/personal-link.entity.js';
import { PersonalLinks } from './sessions/personal-links.js';
import {
  LogInAttemptEntity,
  RecoveryCodeEntity,
  SecondFactorEntity,
  StaffDeviceEntity,
} from './sessions/second-factor.entity.js';
import { SecondFactors } from './sessions/second-factors.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { StaffDevices } from './sessions/staff-devices.js';
import { StaffLogInService } from './sessions/staff-log-in.service.js';
import { StaffSessions } from './sessions/staff-sessions.js';
import { SweepCodesJobs } from './sessions/sweep-codes.jobs.js';
import { TextMessages } from './sessions/text-messages.js';
import { WhoAmIService } from './sessions/who-am-i.service.js';
import { StaffController } from './staff.controller.js';
import { RoleGrantEntity, StaffEntity } from './staff.entity.js';
import { StaffRepository } from './staff.repository.js';
import { StaffSecurityService } from './staff-security.service.js';
import { StaffService } from './staff.service.js';
import { UnitMergesRepository } from './unit-merges.repository.js';
import { UnitMergesService } from './unit-merges.service.js';

/** Tells the platform, which knows no people, who stands behind a session. */
@Global()
@Module({
  providers: [{ provide: PrincipalSource, useClass: PeoplePrincipals }],
  exports: [PrincipalSource],
})
export class PrincipalsModule {}

const DOOR = [
  ForgetPerson,
  Inbox,
  OrgUnitDependants,
  OrgUnitsRepository,
  PeopleReader,
  PeopleRepository,
  PersonalLinks,
  WhoAmIService,
];

@Module({
  imports: [PrincipalsModule, PlacesModule],
  controllers: [
    SessionsController,
    AccountController,
    ProviderController,
    DeveloperController,
    OrgUnitsController,
    StaffController,
    PeopleController,
    MeController,
    RosterImportsController,
  ],
  providers: [
    ...DOOR,
    StaffLogInService,
    StaffSessions,
    StaffDevices,
    SecondFactors,
    LogInAttempts,
    AccountService,
    ProviderClient,
    ProviderLogInService,
    StaffSecurityService,
    OneTimeCodesService,
    LinkLogInService,
    TextMessages,
    SweepCodesJobs,
    OrgUnitAccess,
    OrgUnitsService,
    UnitMergesRepository,
    UnitMergesService,
    StaffRepository,
    StaffService,
    RoleGrants,
    PeopleService,
    InboxService,
    ImporterScope,
    KnownPeople,
    RosterImportsRepository,
    RosterReader,
    RosterApplier,
    RosterJobs,
    RosterImportsService,
  ],
  exports: DOOR,
})
export class PeopleModule {}

export const peopleEntities = [
  OrgUnitEntity,
  FormerLineEntity,
  PersonEntity,
  StaffEntity,
  RoleGrantEntity,
  SecondFactorEntity,
  RecoveryCodeEntity,
  StaffDeviceEntity,
  LogInAttemptEntity,
  StaffIdentityEntity,
  ProviderTripEntity,
  SessionEntity,
  SharedCountEntity,
  OneTimeCodeEntity,
  PersonalLinkEntity,
  DeveloperTextEntity,
  InboxItemEntity,
  RosterImportEntity,
];
export { type Forgotten, ForgetPerson } from './forget-person.js';
export { Inbox } from './inbox.js';
export { shownUnder, stoodBelow } from './counted-unit.js';
export { type OrgUnitDependant, OrgUnitDependants } from './org-unit-dependants.js';
export { OrgUnitsRepository } from './org-units.repository.js';
export { isMinor, lastAnswer, mayTakePart } from './may-take-part.js';
export { PeopleReader } from './people-reader.js';
export { readBirthDate } from './roster/domain/birth-date.js';
export { PeopleRepository } from './people.repository.js';
export { hashPassword } from './passwords.js';
export { maskPhone, normalisePhone } from './domain/phone.js';
export { requireMobile } from './mobile-number.js';
export { PHONE, PHONE_HASH } from './person.entity.js';
export { cellText, isFooter } from './roster/domain/cells.js';
export { readSkills } from './roster/domain/skills.js';
export { PersonalLinks } from './sessions/personal-links.js';
export { WhoAmIService } from './sessions/who-am-i.service.js';
export { RoleGrantEntity, StaffEntity } from './staff.entity.js';
