/** What a text in base64url stands for. */
export function bytesOfBase64url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(bytes, (sign) => sign.charCodeAt(0));
}
