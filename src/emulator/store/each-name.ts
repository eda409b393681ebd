/** Makes one value for each name of a table, so that a line added to the table is seen by all that is made from it. */
export function eachName<Table extends object, Out extends { readonly [Name in keyof Table]: unknown }>(
  table: Table,
  make: <Name extends Extract<keyof Table, string>>(name: Name) => Out[Name],
): Out {
  const made: Partial<Out> = {};
  for (const name in table) made[name] = make(name);
  if (!isWhole(table, made)) throw new Error("Failed to fill a table: a name was left out.");
  return made;
}

function isWhole<Out extends object>(table: object, made: Partial<Out>): made is Out {
  return Object.keys(table).every((name) => Object.hasOwn(made, name));
}
