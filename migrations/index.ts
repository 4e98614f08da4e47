import { CreatePlaces1763800000000 } from './1763800000000-create-places.js';
import { CreatePeople1763800001000 } from './1763800001000-create-people.js';
import { CreateCampaigns1763800002000 } from './1763800002000-create-campaigns.js';
import { CreateEvents1763800003000 } from './1763800003000-create-events.js';
import { CreateAssignments1763800004000 } from './1763800004000-create-assignments.js';
import { CreateParticipation1763800005000 } from './1763800005000-create-participation.js';
import { CreateRehearsals1763800006000 } from './1763800006000-create-rehearsals.js';
import { ExtendMatching1763800007000 } from './1763800007000-extend-matching.js';
import { ExtendLedger1763800008000 } from './1763800008000-extend-ledger.js';
import { CreateAssignmentSteps1763800010000 } from './1763800010000-create-assignment-steps.js';
import { LightenCheckIns1763800012000 } from './1763800012000-lighten-check-ins.js';
import { TieLedgerOnce1763800015000 } from './1763800015000-tie-ledger-once.js';
import { PlaceRolesOnTheTree1763800030000 } from './1763800030000-place-roles-on-the-tree.js';
import { CreateStaffSecurity1763800032000 } from './1763800032000-create-staff-security.js';
import { CreateStaffIdentities1763800032001 } from './1763800032001-create-staff-identities.js';
import { LimitLogInCodes1763800033000 } from './1763800033000-limit-log-in-codes.js';
import { CreateDevices1763800033001 } from './1763800033001-create-devices.js';
import { MergeUnits1763800034000 } from './1763800034000-merge-units.js';
import { KeepCodeFaults1763800035000 } from './1763800035000-keep-code-faults.js';
import { KeepConsents1763800050000 } from './1763800050000-keep-consents.js';
import { TakePrivacyRequests1763800051000 } from './1763800051000-take-privacy-requests.js';
import { SealIdentities1763800070000 } from './1763800070000-seal-identities.js';
import { KeepWantedPhones1763800072000 } from './1763800072000-keep-wanted-phones.js';
import { CreateAudit1763800080000 } from './1763800080000-create-audit.js';
import { CreateWall1763800080001 } from './1763800080001-create-wall.js';
import { GuardConsents1763800085000 } from './1763800085000-guard-consents.js';
import { FollowPeople1763800090000 } from './1763800090000-follow-people.js';
import { KeepActs1763800090001 } from './1763800090001-keep-acts.js';
import { CreateBroadcasts1763800100000 } from './1763800100000-create-broadcasts.js';
import { CreateCeremonies1763800110000 } from './1763800110000-create-ceremonies.js';
import { CreatePushSubscriptions1763800120000 } from './1763800120000-create-push-subscriptions.js';
import { CreateHeadcounts1763800130000 } from './1763800130000-create-headcounts.js';
import { CreateResults1763800140000 } from './1763800140000-create-results.js';
import { KeepResultPhotos1763800141000 } from './1763800141000-keep-result-photos.js';
import { VersionEdits1763800150000 } from './1763800150000-version-edits.js';
import { LightenLongUse1763800160000 } from './1763800160000-lighten-long-use.js';
import { ReadWhatCameSince1763800170000 } from './1763800170000-read-what-came-since.js';
import { CountRosterRestarts1763800180000 } from './1763800180000-count-roster-restarts.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  CreatePlaces1763800000000,
  CreatePeople1763800001000,
  CreateCampaigns1763800002000,
  CreateEvents1763800003000,
  CreateAssignments1763800004000,
  CreateParticipation1763800005000,
  CreateRehearsals1763800006000,
  ExtendMatching1763800007000,
  ExtendLedger1763800008000,
  CreateAssignmentSteps1763800010000,
  LightenCheckIns1763800012000,
  TieLedgerOnce1763800015000,
  PlaceRolesOnTheTree1763800030000,
  CreateStaffSecurity1763800032000,
  CreateStaffIdentities1763800032001,
  LimitLogInCodes1763800033000,
  CreateDevices1763800033001,
  MergeUnits1763800034000,
  KeepCodeFaults1763800035000,
  KeepConsents1763800050000,
  TakePrivacyRequests1763800051000,
  SealIdentities1763800070000,
  KeepWantedPhones1763800072000,
  CreateAudit1763800080000,
  CreateWall1763800080001,
  GuardConsents1763800085000,
  FollowPeople1763800090000,
  KeepActs1763800090001,
  CreateBroadcasts1763800100000,
  CreateCeremonies1763800110000,
  CreatePushSubscriptions1763800120000,
  CreateHeadcounts1763800130000,
  CreateResults1763800140000,
  KeepResultPhotos1763800141000,
  VersionEdits1763800150000,
  LightenLongUse1763800160000,
  ReadWhatCameSince1763800170000,
  CountRosterRestarts1763800180000,
];
