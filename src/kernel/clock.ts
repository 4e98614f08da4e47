/** Where "now" comes from. Services take it by injection: a process follows the database's, a test sets its own. */
export abstract class Clock {
  abstract now(): Date;
}
