/**
 * SQL: changes whenever revisions may have gone back. Every way to put an older state of the database
 * in place starts the server anew, makes another database, or makes or fills the table anew.
 */
export const EPOCH = `left(md5(concat_ws(':', extract(epoch FROM pg_postmaster_start_time()),
  (SELECT oid FROM pg_database WHERE datname = current_database()), pg_relation_filenode('events'))), 12)`;
