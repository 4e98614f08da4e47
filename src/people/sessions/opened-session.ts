/** A session just opened: its token goes into a cookie and nowhere else. */
export interface OpenedSession {
  token: string;
  sessionId: string;
  expiresAt: Date;
}
