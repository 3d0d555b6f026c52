import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { readMail } from "../../examples/host/mail.js";

/** A test, or a file of tests: what is started ends with it. */
interface Ending {
  after(end: () => Promise<void>): unknown;
}

/** A mail as a real SMTP server took it. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, as they crossed the wire. */
  readonly raw: string;
  readonly subject: string;
  readonly body: string;
}

/**
 * A real SMTP server on a free port, until the test is over. `refuse`: what it answers to every recipient instead of
 * taking the mail.
 */
export const startMailServer = async (t: Ending, { refuse }: { refuse?: { code: number; message: string } } = {}) => {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onRcptTo: (_address, _session, done) =>
      done(refuse ? Object.assign(new Error(refuse.message), { responseCode: refuse.code }) : null),
    onData: (stream, { envelope }, done) => {
      stream.setEncoding("latin1");
      text(stream).then((raw) => {
        mails.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : "",
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
          ...readMail(raw),
        });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  t.after(() => new Promise<void>((done) => server.close(done)));
  return { url: `smtp://127.0.0.1:${port}`, mails };
};

/** A request as a real webhook receiver took it. */
export interface Call {
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly id: string;
    readonly channel: string;
    readonly to: string;
    readonly title: string | null;
    readonly body: string;
  };
}

/**
 * A real webhook receiver on a free port, until the test is over. `answer`: the status of each call, or `hang`: it
 * takes the message and never answers.
 */
export const startWebhook = async (
  t: Ending,
  answer: (call: Call) => number | "hang" | { readonly refusal: string } = () => 202,
) => {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const call = { headers: request.headers, body: JSON.parse(body) as Call["body"] };
      calls.push(call);
      const said = answer(call);
      if (said === "hang") return;
      const [status, told] =
        typeof said === "number" ? [said, { id: `sms_${calls.length}` }] : [422, { code: said.refusal }];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(told));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  };
  t.after(close);
  return { url: `http://127.0.0.1:${port}/messages`, calls, close };
};
