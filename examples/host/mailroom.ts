import { appendFile, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

/** A message as the demo's providers took it. */
export interface Letter {
  readonly key: string;
  readonly channel: string;
  readonly to: string;
  readonly title: string | null;
  readonly body: string;
  readonly receivedAt: string;
}

/** The providers that a real host would pay for: a mail server, and a receiver of SMS and notifications. What they take is kept in a file. */
export interface Mailroom {
  readonly smtpUrl: string;
  readonly webhookUrl: string;
  /** Newest first. */
  letters(): readonly Letter[];
  close(): Promise<void>;
}

const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;

/** Undoes the folding and encoded words of a header (RFC 5322, 2.2.3; RFC 2047), as far as our own mails use them. */
const decodeWords = (header: string): string =>
  header.replace(/\r\n[ \t]+/g, " ").replace(/=\?utf-8\?([bq])\?([^?]*)\?=(\s+(?==\?))?/gi, (_, kind: string, coded: string) => {
    if (kind.toLowerCase() === "b") return Buffer.from(coded, "base64").toString();
    return decodeQuotedPrintable(coded.replaceAll("_", " "));
  });

const decodeQuotedPrintable = (coded: string): string => {
  const bytes = coded.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
};

const decodeBody = (encoding: string, body: string): string => {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  return encoding === "quoted-printable" ? decodeQuotedPrintable(body) : Buffer.from(body, "latin1").toString();
};

const readMail = (raw: string, to: string): Omit<Letter, "receivedAt"> => {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.slice(0, end);
  const header = (name: string) => new RegExp(`^${name}: ((?:.|\\r\\n[ \\t])*)`, "im").exec(head)?.[1]?.trim() ?? "";
  const encoding = header("Content-Transfer-Encoding").toLowerCase();
  return {
    key: header("Message-ID"),
    channel: "email",
    to,
    title: decodeWords(header("Subject")),
    body: decodeBody(encoding, raw.slice(end + 4)).trimEnd(),
  };
};

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
        .then((raw) => take(readMail(raw, session.envelope.rcptTo.map(({ address }) => address).join(", "))))
        .then(() => done(), done);
    },
  });

  const webhook = createServer((request, response) => {
    text(request)
      .then((body) => {
        const {
          id,
          channel,
          to,
          title,
          body: words,
        } = JSON.parse(body) as { id: string; channel: string; to: string; title: string | null; body: string };
        return take({ key: id, channel, to, title, body: words }).then(() => response.end(JSON.stringify({ id, status: "delivered" })));
      })
      .catch(() => response.writeHead(400).end());
  });

  await Promise.all([listen(smtp), listen(webhook)]);
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtp.server)}`,
    webhookUrl: `http://127.0.0.1:${portOf(webhook)}/messages`,
    letters: () => letters.toReversed(),
    close: async () => {
      webhook.closeAllConnections();
      await Promise.all([new Promise<void>((done) => smtp.close(done)), new Promise((done) => webhook.close(done))]);
    },
  };
};
