/** Which actions a reason is offered for (a JSON list; null: all), whether it asks for a note, and whether it is retired. */
export const reasonCodes: readonly string[] = [
  `alter table reason_code add column actions text, add column requires_note boolean not null default false,
    add column retired boolean not null default false`,
];
