/**
 * A statement that the database parses and plans once for a connection. Give every text a name of its
 * own: a name stands for one text.
 */
export interface Statement {
  name: string;
  text: string;
  values: readonly unknown[];
}
