import type { JsonSchema } from './open-api.js';

type Body = Record<string, unknown>;

/** Where a value is wrong, and how. */
export interface Bad {
  how: string;
  body: unknown;
}

const WRONG: Record<string, unknown[]> = {
  string: [12_345, true, {}, [], 'x'.repeat(100_000), 'a\u0000b', 'a\ud800b'],
  integer: ['x', true, {}, [], 1.5, 1e308, -1e308],
  number: ['x', true, {}, [], 1e308],
  boolean: ['x', 7, {}, []],
  array: ['x', 7, {}, true],
  object: ['x', 7, [], true],
};

/** Every way to get one field of a body wrong, and the body as a whole. */
export function badBodies(schema: JsonSchema, own: Record<string, string>): Bad[] {
  return variantsOf(schema).flatMap((variant) => {
    const valid = exampleOf(variant, own) as Body;
    return [
      { how: 'unknown extra', body: { ...valid, unexpected: 1 } },
      ...Object.entries(variant.properties ?? {}).flatMap(([field, of]) => badFields(field, of, valid)),
      ...(variant.required ?? []).map((field) => ({
        how: `${field} missing`,
        body: Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field)),
      })),
    ];
  });
}

/** Bodies that hold an id of somebody else, one at a time. */
export function foreignBodies(
  schema: JsonSchema,
  own: Record<string, string>,
  foreign: Record<string, string>,
): Bad[] {
  return variantsOf(schema).flatMap((variant) => {
    const valid = exampleOf(variant, own) as Body;
    return Object.keys(variant.properties ?? {})
      .filter((field) => field in foreign)
      .map((field) => ({ how: `foreign ${field}`, body: { ...valid, [field]: foreign[field] } }));
  });
}

function badFields(field: string, schema: JsonSchema, valid: Body): Bad[] {
  const types = variantsOf(schema).map(typeOf);
  if (types.some((type) => type === undefined)) return [];
  const allowed = new Set(types);
  const values = [
    ...new Set(
      Object.keys(WRONG)
        .filter((type) => allowed.has(type))
        .flatMap((t) => WRONG[t]!),
    ),
  ];
  return values
    .filter((value) => !(allowed.size > 1 && fits(value, allowed)))
    .map((value) => ({
      how: `${field} = ${JSON.stringify(value).slice(0, 40)}`,
      body: { ...valid, [field]: value },
    }));
}

/** Of a union, a value that is wrong for one member may be right for another. */
function fits(value: unknown, allowed: ReadonlySet<string | undefined>): boolean {
  const type = Array.isArray(value) ? 'array' : typeof value;
  return allowed.has(type) || (type === 'number' && allowed.has('integer'));
}

function variantsOf(schema: JsonSchema): JsonSchema[] {
  const list = schema.anyOf ?? schema.oneOf ?? [schema];
  return list.filter((s) => s.type !== 'null').flatMap((s) => (s === schema ? [s] : variantsOf(s)));
}

function typeOf(schema: JsonSchema): string | undefined {
  if (schema.type === undefined) return schema.enum || schema.const !== undefined ? 'string' : undefined;
  return Array.isArray(schema.type) ? schema.type.find((t) => t !== 'null') : schema.type;
}

/** A value that the schema takes, as far as a machine can guess. */
export function exampleOf(schema: JsonSchema, own: Record<string, string>, name = ''): unknown {
  const [first] = variantsOf(schema);
  if (!first) return null;
  if (first.const !== undefined) return first.const;
  if (first.enum) return first.enum[0];
  switch (typeOf(first)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(first.properties ?? {}).map(([field, of]) => [field, exampleOf(of, own, field)]),
      );
    case 'array':
      return [exampleOf(first.items ?? {}, own, name)];
    case 'integer':
    case 'number':
      return Math.max(first.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case undefined:
    default:
      return own[name] ?? EXAMPLES[name] ?? stringOf(first);
  }
}

const EXAMPLES: Record<string, string> = {
  token: 'A'.repeat(43),
  code: '123456',
  gateCode: '123456',
  phone: '0971234567',
  contactPhone: '0971234567',
  login: 'can-bo',
  password: 'mot mat khau dai',
  startsOn: '2026-10-01',
  endsOn: '2026-10-20',
  deviceId: 'thiet-bi-1',
};

function stringOf(schema: JsonSchema): string {
  if (schema.format === 'date-time') return '2026-10-10T00:00:00.000Z';
  if (schema.format === 'date') return '2026-10-10';
  return 'Một dòng chữ';
}
