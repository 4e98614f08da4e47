/** +84912345678 as people write it: 091 234 5678. */
export const readablePhone = (phone: string): string =>
  phone.replace(/^\+84(\d{2})(\d{3})(\d{4})$/, '0$1 $2 $3');
