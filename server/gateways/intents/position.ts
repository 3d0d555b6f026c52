/** An act's place among others. */
export interface Position {
  readonly at: string;
  readonly id: string;
}
