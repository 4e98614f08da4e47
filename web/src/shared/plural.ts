/** English says one thing otherwise than many; the number comes as it is written. */
export const many = (n: string, one: string, more = `${one}s`): string => `${n} ${n === '1' ? one : more}`;
