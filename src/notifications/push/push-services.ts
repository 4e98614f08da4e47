/**
 * The services that browsers of today are rung through. An address elsewhere is refused: else anybody who is
 * signed in could make this server ask whatever stands in its own network.
 */
const KNOWN = [
  /^https:\/\/fcm\.googleapis\.com$/,
  /^https:\/\/android\.googleapis\.com$/,
  /^https:\/\/updates\.push\.services\.mozilla\.com$/,
  /^https:\/\/([\w-]+\.)*push\.apple\.com$/,
  /^https:\/\/([\w-]+\.)*notify\.windows\.com$/,
];

/** Whether a browser may be rung at this address; `more` are origins that the environment names. */
export function isPushService(endpoint: string, more: readonly string[]): boolean {
  const { origin, username } = new URL(endpoint);
  return username === '' && (more.includes(origin) || KNOWN.some((service) => service.test(origin)));
}
