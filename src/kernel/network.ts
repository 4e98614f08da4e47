/** Whose an address is, as far as it tells: one address of IPv4; of IPv6 the /64 one household or office holds. */
export const householdOf = (address: string): string => firstGroups(address, 4);

/** The network an address is of: the /24 of IPv4, the /48 of IPv6. */
export const networkOf = (address: string): string => firstGroups(address, 3);

function firstGroups(address: string, n: number): string {
  const v4 = /^(?:::ffff:)?((?:\d{1,3}\.){3}\d{1,3})$/.exec(address)?.[1];
  if (v4 !== undefined) return v4.split('.').slice(0, n).join('.');
  const [before = [], after = []] = address
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const missing = address.includes('::') ? Math.max(0, 8 - before.length - after.length) : 0;
  return [...before, ...Array<string>(missing).fill('0'), ...after].slice(0, n).join(':');
}
