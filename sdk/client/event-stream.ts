/** One event of a stream: `text/event-stream` of the HTML standard, without what `EventSource` alone needs. */
export interface StreamEvent {
  /** The last id that the stream has told; "" before the first. */
  readonly id: string;
  readonly type: string;
  /** "" where it tells an id and nothing else. */
  readonly data: string;
}

/** The most characters that one event may take: more is no stream of ours. */
const mostCharacters = 100_000;

/** Reads events out of a stream, as they come. Ends with it; throws what it breaks off with, or a `TypeError`. */
export async function* eventsOf(read: () => Promise<ReadableStreamReadResult<string>>): AsyncGenerator<StreamEvent> {
  let rest = "";
  let id = "";
  let type = "message";
  let data: string[] = [];
  for (let part = await read(); !part.done; part = await read()) {
    // A carriage return at the end may be the first half of a line's end.
    const lines = (rest + part.value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    if (rest.length > mostCharacters) throw new TypeError("The stream holds no events");
    for (const line of lines) {
      const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
      if (field === "id") id = value;
      if (field === "event") type = value;
      if (field === "data") data.push(value);
      if (line !== "") continue;
      yield { id, type, data: data.join("\n") };
      [type, data] = ["message", []];
    }
  }
}
