/** The fences of the house: imports run one way, and rooms are entered through their index.ts alone. */
const ROOMS = ['places', 'people', 'campaigns', 'events', 'assignments', 'participation', 'results'];
const OUTER = [
  'live',
  'screens',
  'devices',
  'notifications',
  'privacy',
  'reports',
  'replay',
  'rehearsal',
  'demo',
  'audit',
];
const ALL = [...ROOMS, ...OUTER];
const anyOf = (names) => `(${names.join('|')})`;
const TEST = '\\.spec\\.tsx?$';

/** A room may use those before it. */
const oneWay = ROOMS.slice(0, -1).map((room, i) => ({
  name: `one-way-${room}`,
  comment: `${room} comes before the rooms it imports`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/${anyOf(ROOMS.slice(i + 1))}/` },
}));

module.exports = {
  forbidden: [
    ...oneWay,
    {
      name: 'inner-knows-no-outer-ring',
      comment: 'The outer ring listens to signals sent after commit; nothing inner calls it.',
      severity: 'error',
      from: { path: `^src/(contracts|kernel|platform|${ROOMS.join('|')})/` },
      to: { path: `^src/${anyOf(OUTER)}/` },
    },
    {
      name: 'rooms-only-through-their-door',
      severity: 'error',
      from: { path: `^src/${anyOf(ALL)}/`, pathNot: TEST },
      to: { path: `^src/${anyOf(ALL)}/`, pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'roots-use-doors-too',
      severity: 'error',
      from: { path: '^src/[^/]+\\.ts$' },
      to: { path: `^src/${anyOf(ALL)}/`, pathNot: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'contracts-know-only-zod',
      severity: 'error',
      from: { path: '^src/contracts/', pathNot: TEST },
      to: { pathNot: ['^src/contracts/', 'node_modules/zod/'] },
    },
    {
      name: 'kernel-knows-nothing',
      comment: 'Node itself only where a clock or an id needs it.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: TEST },
      to: { pathNot: ['^src/kernel/', '^(node:)?crypto$'] },
    },
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(platform|contracts|kernel)/' },
    },
    {
      name: 'domain-is-pure',
      comment:
        'No Nest, no TypeORM, no Node but hashes and assertions: the contracts, the kernel, zod, its own domain.',
      severity: 'error',
      from: { path: '^src/([^/]+)/domain/', pathNot: TEST },
      to: {
        pathNot: ['^src/$1/domain/', '^src/(contracts|kernel)/', '/zod/', '^(node:)?(crypto|assert/strict)$'],
      },
    },
    {
      name: 'web-shares-contracts-and-kernel-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(src|migrations|test|bench|scripts)/', pathNot: '^src/(contracts|kernel)/' },
    },
    {
      name: 'web-takes-types-from-contracts',
      comment: 'The faces must not carry zod: only types, or they grow by 50 kB.',
      severity: 'error',
      from: { path: '^web/src/', pathNot: TEST },
      to: { path: '^src/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'server-knows-no-web',
      severity: 'error',
      from: { path: '^(src|migrations|bench)/', pathNot: TEST },
      to: { path: '^(web|test|scripts)/' },
    },
    {
      name: 'faces-keep-to-themselves',
      severity: 'error',
      from: { path: '^web/src/(board|gate|phone|screen)/' },
      to: { path: '^web/src/(board|gate|phone|screen)/', pathNot: '^web/src/$1/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|topojson-specification$)|\\?url$' },
    },
    {
      name: 'no-development-package-in-the-server',
      severity: 'error',
      from: { path: '^(src|migrations)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|var)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
