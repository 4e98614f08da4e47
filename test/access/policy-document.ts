import { RoleSchema, SessionKindSchema, type Role } from '../../src/contracts/people.js';
import { GRANTING, MESSAGES, POLICY } from '../../src/platform/policy/policy-table.js';

const BEGIN = '<!-- The policy table: written by `npm run build:policy-docs`, not by hand. -->';
const END = '<!-- End of the policy table. -->';

const ROLES = RoleSchema.options;
const KINDS = SessionKindSchema.options.filter((kind) => kind !== 'staff');
const words = (name: string) => name.replaceAll('_', ' ');
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function policy(): string {
  const rows = Object.entries(POLICY).map(([action, { roles, kinds, reachesUp }]) => {
    const held = reachesUp ? '● ↑' : '●';
    const everyStaff = kinds.includes('staff');
    return [
      `\`${action}\``,
      ...ROLES.map((role) => (everyStaff || roles.includes(role) ? held : '')),
      ...KINDS.map((kind) => (kinds.includes(kind) ? '●' : '')),
    ];
  });
  return table(['action', ...ROLES.map(words), ...KINDS], rows);
}

function messages(): string {
  const rows = Object.entries(MESSAGES).flatMap(([name, action]) =>
    typeof action === 'string'
      ? [[`\`${name}\``, `\`${action}\``]]
      : Object.entries(action).map(([topic, one]) => [`\`${name}\` of \`${topic}\``, `\`${one}\``]),
  );
  return table(['message', 'action'], rows);
}

function granting(): string {
  const rows = ROLES.map((giver: Role) => [
    words(giver),
    ...ROLES.map((given) => (GRANTING[giver].includes(given) ? '●' : '')),
  ]);
  return table(['who holds …  may give and take …', ...ROLES.map(words)], rows);
}

/** The document with its tables as the policy says them now. */
export function withTables(document: string): string {
  const [before, rest] = document.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined)
    throw new Error('docs/access.md has lost its place for the tables');
  return [before, BEGIN, '\n\n', policy(), '\n\n', messages(), '\n\n', granting(), '\n\n', END, after].join(
    '',
  );
}
