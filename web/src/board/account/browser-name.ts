const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/coc_coc_browser/, 'Cốc Cốc'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** "Chrome · Windows" of what a browser calls itself; null when it says nothing we know. */
export function browserName(agent: string | null): string | null {
  const first = (names: [RegExp, string][]) => names.find(([sign]) => sign.test(agent ?? ''))?.[1];
  const known = [first(BROWSERS), first(SYSTEMS)].filter((name) => name !== undefined);
  return known.length > 0 ? known.join(' · ') : null;
}
