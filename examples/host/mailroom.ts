import { randomBytes } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { type Mail, readMail } from "./mail.js";
import { takeMember } from "./newsletter.js";

/** A message as the demo's providers took it. */
export interface Letter {
  readonly key: string;
  readonly channel: string;
  readonly to: string;
  readonly title: string | null;
  readonly body: string;
  readonly receivedAt: string;
}

/**
 * The providers that a real host would pay for: a mail server, and a receiver of SMS and notifications. What they take
 * is kept in a file.
 */
export interface Mailroom {
  readonly smtpUrl: string;
  readonly webhookUrl: string;
  /** Where the newsletter service takes members, and what they are signed with. */
  readonly newsletter: { readonly url: string; readonly secret: string };
  /** Newest first. */
  letters(): readonly Letter[];
  close(): Promise<void>;
}

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

const letterOf = (
  { messageId, subject, body }: Mail,
  recipients: readonly { address: string }[],
): Omit<Letter, "receivedAt"> => ({
  key: messageId,
  channel: "email",
  to: recipients.map(({ address }) => address).join(", "),
  title: subject,
  body,
});

const listen = (server: Server | SMTPServer): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });

const readLetters = async (file: string): Promise<Letter[]> => {
  const kept = await readFile(file, "utf8").catch(() => "");
  return kept.split("\n").flatMap((line) => (line.endsWith("}") ? [JSON.parse(line) as Letter] : []));
};

/** Starts both providers on free ports of this machine. `file` keeps what they take, a line of JSON each. */
export const openMailroom = async (file: string): Promise<Mailroom> => {
  const letters = await readLetters(file);
  const take = async (letter: Omit<Letter, "receivedAt">): Promise<void> => {
    if (letters.some((known) => known.key === letter.key && known.channel === letter.channel)) return;
    const received = { ...letter, receivedAt: new Date().toISOString() };
    letters.push(received);
    await appendFile(file, `${JSON.stringify(received)}\n`);
  };

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, done) {
      stream.setEncoding("latin1");
      text(stream)
        .then((raw) => take(letterOf(readMail(raw), session.envelope.rcptTo)))
        .then(() => done(), done);
    },
  });

  const secret = randomBytes(32).toString("hex");
  const webhook = createServer((request, response) => {
    text(request)
      .then((body) => {
        if (request.url === "/newsletter") {
          const letter = takeMember(secret, request.headers, body);
          return letter ? take(letter).then(() => response.end("{}")) : response.writeHead(401).end();
        }
        const {
          id,
          channel,
          to,
          title,
          body: words,
        } = JSON.parse(body) as { id: string; channel: string; to: string; title: string | null; body: string };
        return take({ key: id, channel, to, title, body: words }).then(() =>
          response.end(JSON.stringify({ id, status: "delivered" })),
        );
      })
      .catch(() => response.writeHead(400).end());
  });

  await Promise.all([listen(smtp), listen(webhook)]);
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    newsletter: { url: `http://127.0.0.1:${portOf(webhook)}/newsletter`, secret },
    webhookUrl: `http://127.0.0.1:${portOf(webhook)}/messages`,
    letters: () => letters.toReversed(),
    close: async () => {
      webhook.closeAllConnections();
      await Promise.all([new Promise<void>((done) => smtp.close(done)), new Promise((done) => webhook.close(done))]);
    },
  };
};
