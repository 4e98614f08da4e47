/** A row of an entity's table as plain data, such as a repository inserts. */
export type Columns<Entity> = { [Column in keyof Entity]: Entity[Column] };
