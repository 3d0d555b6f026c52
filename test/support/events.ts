/** An event of a stream, as `EventSource` would read it. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Reads a stream of events, as far as a test asks. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";
  /** The last cursor. */
  id = "";

  constructor({ body }: Response) {
    if (!body) throw new Error("The answer has no body");
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** All up to the next cursor, which comes last of what was sent together; null: the stream has ended. */
  async next(): Promise<readonly StreamEvent[] | null> {
    const events: StreamEvent[] = [];
    for (;;) {
      const end = this.#rest.indexOf("\n\n");
      if (end < 0) {
        const { value, done } = await this.#reader.read();
        if (done) return null;
        this.#rest += value;
        continue;
      }
      const fields = Object.fromEntries(
        this.#rest
          .slice(0, end)
          .split("\n")
          .map((line) => line.split(/: (.*)/s).slice(0, 2)),
      ) as Record<string, string>;
      this.#rest = this.#rest.slice(end + 2);
      if (fields.id !== undefined) {
        this.id = fields.id;
        return events;
      }
      events.push({ event: fields.event ?? "message", data: JSON.parse(fields.data ?? "null") });
    }
  }

  /** Goes away, as a page that is closed. */
  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}
