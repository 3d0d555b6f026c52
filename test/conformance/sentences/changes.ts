import { changesModule } from "../../../sdk/contract/index.js";
import { EventReader, type StreamEvent } from "../../support/events.js";
import { expect, expectEqual, Skip } from "../expect.js";
import { type Sentence, sentencesOf } from "../sentence.js";
import type { Subject } from "../subject.js";

const sentence = (says: string, attempt: Sentence["try"]): Sentence =>
  sentencesOf("changes")("S22", says, async (subject) => {
    const { modules } = await subject.capabilities();
    if (!modules.includes(changesModule)) throw new Skip("The backend tells of no changes.");
    await attempt(subject);
  });

/** What a stream tells up to its next cursor. */
const toldNext = async (stream: EventReader): Promise<readonly StreamEvent[]> => {
  const events = await stream.next();
  expect(events !== null, "The stream stays open.");
  return events;
};

/** Opens a stream, which is left again whatever comes of it. */
const listening = async <T>(subject: Subject, query: string, use: (stream: EventReader) => Promise<T>): Promise<T> => {
  const response = await subject.open(`/changes${query}`);
  expectEqual(response.status, 200, "GET /changes is answered");
  const type = response.headers.get("Content-Type") ?? "";
  expect(type.startsWith("text/event-stream"), `It is text/event-stream, not ${type}.`);
  const stream = new EventReader(response);
  return use(stream).finally(() => stream.leave());
};

/** A cursor of now. */
const cursorOf = (subject: Subject): Promise<string> =>
  listening(subject, "", async (stream) => {
    await toldNext(stream);
    return stream.id;
  });

export const changes: readonly Sentence[] = [
  sentence("a stream of changes begins with an id to resume from", async (subject) => {
    expect((await cursorOf(subject)) !== "", "It has an id.");
  }),
  sentence("who resumes is told of a member who has changed meanwhile, by the id alone", async (subject) => {
    const memberId = subject.testMember();
    const cursor = await cursorOf(subject);
    const { path, body } = await subject.addition();
    const { id } = await subject.done(await subject.send(path, { body }));
    await listening(subject, `?after=${encodeURIComponent(cursor)}&members=${memberId}`, async (stream) => {
      for (;;) {
        const found = (await toldNext(stream)).find(
          ({ event, data }) => event === "member.updated" && (data as { id: string }).id === memberId,
        );
        if (!found) continue;
        const { operations } = found.data as { operations?: string[] };
        expect(!operations || operations.includes(id), "Where it names operations, it names this one.");
        const names = Object.keys(found.data as object).filter((name) => !["id", "operations"].includes(name));
        expectEqual(names, [], "It says nothing of the member but their id");
        return;
      }
    });
  }),
  sentence("who can't resume is told so first", async (subject) => {
    await listening(subject, "?after=nowhere", async (stream) => {
      expectEqual((await toldNext(stream))[0]?.event, "changes.lost", "The first event");
    });
  }),
];
