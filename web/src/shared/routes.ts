import type { z } from 'zod';
import type * as A from '../../../src/contracts/assignments.js';
import type * as U from '../../../src/contracts/audit.js';
import type * as B from '../../../src/contracts/broadcasts.js';
import type * as C from '../../../src/contracts/campaigns.js';
import type { AckSchema } from '../../../src/contracts/common.js';
import type * as Z from '../../../src/contracts/closing.js';
import type * as Q from '../../../src/contracts/ceremony.js';
import type * as D from '../../../src/contracts/devices.js';
import type * as Dispatch from '../../../src/contracts/dispatch.js';
import type * as E from '../../../src/contracts/events.js';
import type * as F from '../../../src/contracts/figures.js';
import type * as N from '../../../src/contracts/gate.js';
import type * as L from '../../../src/contracts/live.js';
import type * as P from '../../../src/contracts/participation.js';
import type * as H from '../../../src/contracts/people.js';
import type * as G from '../../../src/contracts/places.js';
import type * as Y from '../../../src/contracts/push.js';
import type * as T from '../../../src/contracts/replay.js';
import type * as V from '../../../src/contracts/privacy.js';
import type * as R from '../../../src/contracts/rehearsal.js';
import type * as X from '../../../src/contracts/results.js';
import type * as K from '../../../src/contracts/staff-account.js';
import type * as S from '../../../src/contracts/screens.js';

type In<T extends z.ZodType> = z.input<T>;
type Out<T extends z.ZodType> = z.output<T>;
type Ack = Out<typeof AckSchema>;

/**
 * Every endpoint the faces call: what goes in, what comes out. Only types, so nothing of this (nor
 * of zod) reaches a browser; a contract that changes breaks the faces when they are type-checked.
 */
export interface Routes {
  'POST /sessions/staff': { body: In<typeof K.StaffLogInSchema>; answer: H.Session };
  'POST /sessions/staff/enrolment': { body: In<typeof K.BeginEnrolmentSchema>; answer: K.Enrolment };
  'POST /sessions/staff/enrolment/confirm': {
    body: In<typeof K.ConfirmEnrolmentSchema>;
    answer: K.Enrolled;
  };
  'GET /sessions/ways': { answer: K.LogInWays };
  'POST /account/provider': { answer: K.ProviderUrl };
  'DELETE /account/provider': { answer: Ack };
  'GET /account': { answer: K.Account };
  'POST /account/password': { body: In<typeof K.ChangePasswordSchema>; answer: Ack };
  'DELETE /account/sessions': { answer: Ack };
  'DELETE /account/sessions/:sessionId': { answer: Ack };
  'POST /account/second-factor': { answer: K.Enrolment };
  'POST /account/second-factor/confirm': { body: In<typeof K.TypedCodeSchema>; answer: K.RecoveryCodes };
  'POST /account/recovery-codes': { answer: K.RecoveryCodes };
  'GET /account/confirmation': { answer: K.Confirmation };
  'POST /account/confirmation': { body: In<typeof K.ConfirmSchema>; answer: K.Confirmation };
  'POST /sessions/codes': { body: In<typeof H.AskCodeSchema>; answer: Out<typeof H.CodeAskedSchema> };
  'POST /sessions/volunteer': { body: In<typeof H.VolunteerLogInSchema>; answer: H.Session };
  'POST /sessions/link': { body: In<typeof H.PersonalLinkLogInSchema>; answer: H.Session };
  'POST /sessions/screen': { body: In<typeof H.LinkLogInSchema>; answer: H.Session };
  'GET /sessions/me': { query: In<typeof H.MeQuerySchema>; answer: H.Session };
  'DELETE /sessions/me': { query: In<typeof H.MeQuerySchema>; answer: Ack };
  'GET /developer/texts': { answer: Out<typeof H.DeveloperTextListSchema> };

  'GET /org-units': { answer: H.OrgUnit[] };
  'POST /org-units': { body: In<typeof H.CreateOrgUnitSchema>; answer: H.OrgUnit };
  'GET /org-units/merged': { answer: H.MergedUnit[] };
  'GET /org-units/:orgUnitId/merge': { query: In<typeof H.MergeOrgUnitSchema>; answer: H.OrgUnitMerge };
  'POST /org-units/:orgUnitId/merge': { body: In<typeof H.MergeOrgUnitSchema>; answer: H.OrgUnitMerge };
  'GET /people': { query: Query<typeof H.PeopleQuerySchema>; answer: Out<typeof H.PeoplePageSchema> };
  'GET /people/:personId': { answer: H.Person };
  'POST /events/:eventId/assignments/:assignmentId/call': { answer: H.Call };
  'POST /events/:eventId/sites/:siteId/call': { answer: H.Call };
  'POST /people/:personId/links': { answer: H.PersonalLink };
  'POST /roster-imports': { form: true; answer: H.RosterImport };
  'GET /roster-imports/:importId': { answer: H.RosterImport };
  'POST /roster-imports/:importId/apply': { answer: H.RosterImport };
  'GET /staff': { answer: H.Staff[] };
  'GET /staff/grantable': { answer: H.Grantable[] };
  'POST /staff': { body: In<typeof H.CreateStaffSchema>; answer: H.Staff };
  'POST /staff/:staffId/grants': { body: In<typeof H.GrantRoleSchema>; answer: H.Staff };
  'DELETE /staff/:staffId/grants/:grantId': { answer: H.Staff };
  'DELETE /staff/:staffId/sessions': { answer: Ack };
  'POST /staff/:staffId/enable': { answer: Ack };
  'POST /staff/:staffId/password': { body: In<typeof H.ReplacePasswordSchema>; answer: Ack };
  'DELETE /staff/:staffId/second-factor': { answer: Ack };
  'GET /me/consents': { answer: V.MyConsents };
  'POST /me/consents': { body: In<typeof V.AnswerConsentsSchema>; answer: V.MyConsents };
  'POST /me/birth-date': { body: In<typeof V.TellBirthDateSchema>; answer: V.MyConsents };
  'GET /me/data': { answer: V.MyData };
  'PUT /me/data': { body: In<typeof V.CorrectMyselfSchema>; answer: V.MyData };
  'POST /me/privacy-requests': { body: In<typeof V.AskPrivacySchema>; answer: V.MyRequest };
  'GET /privacy/requests': { answer: V.PrivacyRequestList };
  'POST /privacy/requests/:requestId/decision': {
    body: In<typeof V.DecidePrivacySchema>;
    answer: V.PrivacyRequest;
  };
  'POST /privacy/requests/:requestId/extension': {
    body: In<typeof V.ExtendPrivacySchema>;
    answer: V.PrivacyRequest;
  };
  'GET /privacy/retention': { answer: V.Retention };
  'GET /privacy/minors': { answer: V.MinorList };
  'POST /people/:personId/guardian-consent': {
    body: In<typeof V.GuardianConsentSchema>;
    answer: Ack;
  };
  'DELETE /people/:personId/guardian-consent': { answer: Ack };
  'GET /me': { answer: H.Person };
  'GET /me/push': { answer: Y.PushKey };
  'POST /me/push': { body: In<typeof Y.SubscribePushSchema>; answer: Ack };
  'GET /me/inbox': { query: Query<typeof H.InboxQuerySchema>; answer: H.Inbox };
  'POST /me/inbox/:seq/answer': { body: In<typeof H.AnswerLetterSchema>; answer: H.Inbox };
  'POST /me/inbox/seen': { body: In<typeof H.MarkSeenSchema>; answer: H.Inbox };

  'GET /audit': { query: Query<typeof U.AuditQuerySchema>; answer: U.AuditPage };

  'GET /places/provinces': { answer: G.AdministrativeUnit[] };
  'GET /places/provinces/:code/communes': { answer: G.AdministrativeUnit[] };
  'GET /places/search': { query: Query<typeof G.UnitSearchSchema>; answer: G.AdministrativeUnit[] };

  'GET /campaigns': { answer: C.Campaign[] };
  'PATCH /campaigns/:campaignId': { body: In<typeof C.ChangeCampaignSchema>; answer: C.Campaign };
  'POST /campaigns': { body: In<typeof C.CreateCampaignSchema>; answer: C.Campaign };
  'GET /events': { query: Query<typeof E.EventQuerySchema>; answer: E.Event[] };
  'POST /events': { body: In<typeof E.CreateEventSchema>; answer: E.Event };
  'GET /events/:eventId': { answer: E.Event };
  'PATCH /events/:eventId': { body: In<typeof E.ChangeEventSchema>; answer: E.Event };
  'POST /events/:eventId/state': { body: In<typeof E.ChangeEventStateSchema>; answer: E.Event };
  'POST /events/:eventId/move': {
    body: In<typeof E.MoveEventSchema>;
    answer: Out<typeof E.EventMovedSchema>;
  };
  'GET /events/:eventId/sites': { answer: E.Site[] };
  'POST /events/:eventId/sites': { body: In<typeof E.CreateSiteSchema>; answer: E.Site };
  'PATCH /events/:eventId/sites/:siteId': { body: In<typeof E.ChangeSiteSchema>; answer: E.Site };
  'DELETE /events/:eventId/sites/:siteId': { answer: Ack };
  'GET /events/:eventId/shifts': { answer: E.Shift[] };
  'POST /events/:eventId/shifts': { body: In<typeof E.CreateShiftSchema>; answer: E.Shift };
  'PATCH /events/:eventId/shifts/:shiftId': { body: In<typeof E.ChangeShiftSchema>; answer: E.Shift };
  'DELETE /events/:eventId/shifts/:shiftId': { answer: Ack };
  'POST /events/:eventId/shifts/:shiftId/demand/change': {
    body: In<typeof E.ChangeDemandSchema>;
    answer: E.Shift;
  };
  'PUT /events/:eventId/shifts/:shiftId/demand': { body: In<typeof E.SetDemandSchema>; answer: E.Shift };
  'POST /events/:eventId/demand/rule': { body: In<typeof E.DemandRuleSchema>; answer: E.DemandApplied };
  'POST /events/:eventId/demand/import': { form: true; answer: E.DemandApplied };
  'POST /events/:eventId/registrations': {
    body: In<typeof E.RegisterSchema>;
    answer: Out<typeof E.RegisteredSchema>;
  };
  'GET /events/:eventId/registrations/:personId': { answer: E.RegistrationTerms };
  'PUT /events/:eventId/registrations/:personId': {
    body: In<typeof E.RegistrationTermsSchema>;
    answer: E.RegistrationTerms;
  };

  'GET /events/:eventId/plan-weights': { answer: Out<typeof A.PlanWeightsSchema> };
  'POST /events/:eventId/plans': { body: In<typeof A.CreatePlanSchema>; answer: A.Plan };
  'GET /events/:eventId/plans': { answer: A.Plan[] };
  'GET /events/:eventId/plans/:planId': { answer: A.PlanDetail };
  'GET /events/:eventId/plans/:planId/proposals': {
    query: Query<typeof A.ProposalQuerySchema>;
    answer: Out<typeof A.ProposalPageSchema>;
  };
  'PUT /events/:eventId/plans/:planId/proposals': {
    body: In<typeof A.PinProposalsSchema>;
    answer: Out<typeof A.ProposalsPinnedSchema>;
  };
  'PUT /events/:eventId/plans/:planId/proposals/:personId': {
    body: In<typeof A.MoveProposalSchema>;
    answer: A.Proposal;
  };
  'GET /events/:eventId/plans/:planId/moves': {
    query: Query<typeof A.PlanMoveQuerySchema>;
    answer: Out<typeof A.PlanMovePageSchema>;
  };
  'GET /events/:eventId/plans/:planId/compare/:otherId': { answer: A.PlanComparison };
  'POST /events/:eventId/plans/:planId/what-if': {
    body: In<typeof A.WhatIfSchema>;
    answer: Out<typeof A.WhatIfAnswerSchema>;
  };
  'POST /events/:eventId/plans/:planId/cancel': { answer: A.Plan };
  'POST /events/:eventId/plans/:planId/publish': {
    body: In<typeof A.PublishPlanSchema>;
    answer: Out<typeof A.PlanPublishedSchema>;
  };
  'GET /events/:eventId/assignments': {
    query: Query<typeof A.AssignmentQuerySchema>;
    answer: Out<typeof A.AssignmentPageSchema>;
  };
  'POST /events/:eventId/assignments/:assignmentId/withdraw': { answer: A.Assignment };
  'GET /events/:eventId/shifts/:shiftId/candidates': { answer: Dispatch.Candidates };
  'POST /events/:eventId/shifts/:shiftId/dispatch': {
    body: In<typeof Dispatch.DispatchSchema>;
    answer: Dispatch.ActDone;
  };
  'POST /events/:eventId/assignments/remind': { body: Dispatch.Chosen; answer: Dispatch.ActDone };
  'POST /events/:eventId/assignments/no-show': { body: Dispatch.Chosen; answer: Dispatch.ActDone };
  'POST /events/:eventId/assignments/withdraw': { body: Dispatch.Chosen; answer: Dispatch.ActDone };
  'POST /events/:eventId/assignments/replace': { body: Dispatch.Chosen; answer: Dispatch.ActDone };
  'POST /events/:eventId/acts/:actId/undo': { answer: Dispatch.ActUndone };
  'GET /me/assignments': { answer: A.MyAssignment[] };
  'POST /me/assignments/:assignmentId/on-the-way': { answer: A.MyAssignment };
  'DELETE /me/assignments/:assignmentId/on-the-way': { answer: A.MyAssignment };
  'POST /me/assignments/:assignmentId/answer': {
    body: In<typeof A.AnswerOfferSchema>;
    answer: A.MyAssignment;
  };

  'POST /events/:eventId/check-ins': {
    body: In<typeof P.CheckInBatchSchema>;
    answer: Out<typeof P.ReceiptsSchema>;
  };
  'GET /events/:eventId/check-ins': {
    query: Query<typeof P.CheckInQuerySchema>;
    answer: Out<typeof P.CheckInPageSchema>;
  };
  'GET /events/:eventId/conflicts': {
    query: Query<typeof P.ConflictQuerySchema>;
    answer: Out<typeof P.ConflictPageSchema>;
  };
  'POST /events/:eventId/check-ins/:checkInId/void': {
    body: In<typeof Z.VoidCheckInSchema>;
    answer: Z.Voided;
  };
  'POST /events/:eventId/check-ins/:checkInId/restore': { answer: Z.Restored };
  'GET /events/:eventId/kept-scans': {
    query: Query<typeof Z.KeptQuerySchema>;
    answer: Out<typeof Z.KeptPageSchema>;
  };
  'GET /events/:eventId/kept-scans/summary': { answer: Z.KeptSummary };
  'POST /events/:eventId/kept-scans/decisions': { body: In<typeof Z.DecideSchema>; answer: Z.Decided };
  'POST /events/:eventId/kept-scans/decisions/undo': {
    body: In<typeof Z.UndoDecisionsSchema>;
    answer: Z.Decided;
  };
  'GET /events/:eventId/closing': { answer: Z.ClosingState };
  'GET /events/:eventId/count-audit': { answer: Out<typeof Z.AuditAnswerSchema> };
  'GET /events/:eventId/sites/:siteId/gate-code': { answer: P.GateCode };
  'GET /events/:eventId/sites/:siteId/roster': {
    query: Query<typeof N.GateRosterQuerySchema>;
    answer: N.GateRoster;
  };
  'POST /events/:eventId/sites/:siteId/headcounts': {
    body: In<typeof N.SendHeadcountSchema>;
    answer: N.Headcount;
  };
  'GET /events/:eventId/headcounts': { answer: N.HeadcountList };

  'GET /events/:eventId/refused-attempts': {
    query: Query<typeof P.RefusedQuerySchema>;
    answer: P.RefusedAttempts;
  };
  'POST /devices/pairings': { body: In<typeof D.StartPairingSchema>; answer: D.Pairing };
  'POST /devices/session': { body: In<typeof D.OpenDeviceSchema>; answer: D.DeviceOpened };
  'GET /devices/self': { answer: D.DeviceSelf };
  'GET /events/:eventId/devices': { answer: D.Device[] };
  'POST /events/:eventId/devices': { body: In<typeof D.EnrolDeviceSchema>; answer: D.Device };
  'POST /events/:eventId/devices/:deviceId/revoke': { answer: D.Device };

  'GET /events/:eventId/broadcasts': { answer: B.Broadcast[] };
  'POST /events/:eventId/broadcasts': { body: In<typeof B.SendBroadcastSchema>; answer: B.Broadcast };
  'POST /events/:eventId/broadcasts/audience': {
    body: In<typeof B.AudienceSchema>;
    answer: B.AudienceCount;
  };
  'GET /events/:eventId/broadcasts/:broadcastId': { answer: B.Broadcast };
  'POST /events/:eventId/broadcasts/:broadcastId/undo': { answer: B.Broadcast };
  'POST /events/:eventId/broadcasts/:broadcastId/people/:personId/call': { answer: H.Call };
  'GET /events/:eventId/broadcasts/:broadcastId/people': {
    query: Query<typeof B.BroadcastPeopleQuerySchema>;
    answer: Out<typeof B.BroadcastPeopleSchema>;
  };

  'GET /events/:eventId/live/board': { answer: L.BoardSnapshot };
  'GET /events/:eventId/live/screen': { answer: L.ScreenSnapshot };
  'GET /events/:eventId/figures': { query: Query<typeof F.FigureQuerySchema>; answer: F.Figure };
  'GET /events/:eventId/breakdown': { answer: F.Breakdown };
  'GET /events/:eventId/replay': { query: Query<typeof T.ReplayQuerySchema>; answer: T.Replay };
  'POST /events/:eventId/screen-links': { answer: S.ScreenLink };
  'GET /events/:eventId/ceremony': { answer: Q.Ceremony };
  'POST /events/:eventId/ceremony/cue': { body: In<typeof Q.MoveStageSchema>; answer: Q.Ceremony };
  'POST /events/:eventId/ceremony/freeze': { body: In<typeof Q.FreezeStageSchema>; answer: Q.Ceremony };
  'PUT /events/:eventId/ceremony/cues': { body: In<typeof Q.WriteCuesSchema>; answer: Q.Ceremony };
  'PUT /events/:eventId/ceremony/look': { body: In<typeof Q.DressStageSchema>; answer: Q.Ceremony };
  'POST /events/:eventId/ceremony/logo': { form: true; answer: Q.Ceremony };
  'DELETE /events/:eventId/ceremony/logo': { answer: Q.Ceremony };

  'POST /events/:eventId/rehearsals': { body: In<typeof R.CreateRehearsalSchema>; answer: R.Rehearsal };
  'GET /events/:eventId/rehearsals': { answer: R.Rehearsal[] };
  'GET /rehearsals/:rehearsalId': { answer: R.Rehearsal };
  'POST /rehearsals/:rehearsalId/start': { answer: R.Rehearsal };
  'DELETE /rehearsals/:rehearsalId': { answer: Ack };

  'GET /campaigns/:campaignId/indicators': { answer: X.Indicators };
  'PUT /campaigns/:campaignId/indicators': {
    body: In<typeof X.ChangeIndicatorsSchema>;
    answer: X.Indicators;
  };
  'GET /me/results': { answer: X.MyResults };
  'POST /events/:eventId/results': { body: In<typeof X.ResultBatchSchema>; answer: X.ResultReceipts };
  'GET /events/:eventId/results': { answer: X.EventResults };
  'GET /events/:eventId/results/rows': {
    query: Query<typeof X.ResultRowQuerySchema>;
    answer: X.ResultRowPage;
  };
  'POST /events/:eventId/result-photos': {
    body: In<typeof X.SendResultPhotoSchema>;
    answer: X.ResultPhotoKept;
  };
  'GET /events/:eventId/result-photos': {
    query: Query<typeof X.ResultPhotoQuerySchema>;
    answer: X.ResultPhotoPage;
  };
  'DELETE /events/:eventId/result-photos/:photoId': { answer: Ack };
  'POST /events/:eventId/results/:resultId/void': {
    body: In<typeof X.VoidResultSchema>;
    answer: X.ResultVoided;
  };
}

/** A query string as the faces write it: numbers and texts, absent when not asked for. */
type Query<T extends z.ZodObject> = {
  [K in keyof T['shape']]?: string | number | undefined;
};
