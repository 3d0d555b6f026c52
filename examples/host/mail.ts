/** A mail, read back as far as our own mails need it. */
export interface Mail {
  readonly messageId: string;
  readonly subject: string;
  readonly body: string;
}

const decodeQuotedPrintable = (coded: string): string => {
  const bytes = coded
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
};

/** Undoes the folding and the encoded words of a header (RFC 5322, 2.2.3; RFC 2047). */
const decodeHeader = (header: string): string =>
  header
    .replace(/\r\n[ \t]+/g, " ")
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(coded, "base64").toString()
        : decodeQuotedPrintable(coded.replaceAll("_", " ")),
    );

const decodeBody = (encoding: string, body: string): string => {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  return encoding === "quoted-printable" ? decodeQuotedPrintable(body) : Buffer.from(body, "latin1").toString();
};

/** Reads a mail of one plain text, whose bytes came as latin1. */
export const readMail = (raw: string): Mail => {
  const end = raw.indexOf("\r\n\r\n");
  const header = (name: string) =>
    new RegExp(`^${name}: ((?:.|\\r\\n[ \\t])*)`, "im").exec(raw.slice(0, end))?.[1]?.trim() ?? "";
  const body = decodeBody(header("Content-Transfer-Encoding").toLowerCase(), raw.slice(end + 4));
  return {
    messageId: header("Message-ID"),
    subject: decodeHeader(header("Subject")),
    body: body.replaceAll("\r\n", "\n").trimEnd(),
  };
};
