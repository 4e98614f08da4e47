/** Errors by their codes: HTTP status and a sentence in both languages. */
export type Catalogue = Readonly<Record<string, { status: number; vi: string; en: string }>>;
