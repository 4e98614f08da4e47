/** Whether this page may use a camera at all, and if not, why. */
export function scanAbility(): 'yes' | 'insecure' | 'unsupported' {
  if (!isSecureContext) return 'insecure';
  return 'mediaDevices' in navigator ? 'yes' : 'unsupported';
}
