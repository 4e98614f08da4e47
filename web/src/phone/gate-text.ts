/** What a gate shows: its six digits, and in its QR also which site it is. */
export interface GateText {
  /** Null when the digits were typed: then the site is the one of the assignment. */
  siteId: string | null;
  code: string;
}

const QR = /^RQG:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{6})$/i;

/** Reads the text of a gate's QR (`RQG:<siteId>:<6 digits>`) or typed digits; null for anything else. */
export function readGateText(text: string): GateText | null {
  const qr = QR.exec(text.trim());
  if (qr?.[1] !== undefined && qr[2] !== undefined) return { siteId: qr[1].toLowerCase(), code: qr[2] };
  const digits = text.replace(/[\s.-]/g, '');
  return /^\d{6}$/.test(digits) ? { siteId: null, code: digits } : null;
}
