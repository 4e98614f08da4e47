/** What an input of type date or datetime-local holds, as people in Việt Nam read it: 27/10/2026 07:00. */
export function typedDate(value: string): string {
  const [date = '', time = ''] = value.split('T');
  return `${date.split('-').reverse().join('/')} ${time}`.trim();
}
