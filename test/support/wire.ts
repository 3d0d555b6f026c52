import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** An answer that is to be lost. */
interface Lost {
  readonly words: string;
  readonly asked: string;
  /** The connection where it was asked; null: it was not asked yet. */
  socket: Socket | null;
}

/** A wire to a database. It can be cut, fall silent, or lose one answer, and be mended. */
export class Wire {
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #isSilent = false;
  #lost: Lost | null = null;
  port = 0;

  /** @param target The database's port on this machine. */
  constructor(target: number) {
    this.#target = target;
    this.#server = createServer((socket) => this.#join(socket));
  }

  /** Takes connections, on the same port each time, and passes on all that comes. */
  async mend(): Promise<void> {
    this.#isSilent = false;
    if (this.#server.listening) return;
    this.#server.listen(this.port, "127.0.0.1");
    await once(this.#server, "listening");
    this.port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends every connection and refuses new ones. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /**
   * Keeps every connection open, takes new ones, and passes nothing on. Those that met the silence stay dead once it is
   * mended.
   */
  silence(): void {
    this.#isSilent = true;
    for (const socket of this.#sockets) socket.removeAllListeners("data");
  }

  /**
   * The next answer with these words, on the connection where the others were asked, never arrives, and the connection
   * breaks: what it says is done all the same. What runs beside it on other connections is passed on.
   */
  loseAnswer(words: string, asked: string): void {
    this.#lost = { words, asked, socket: null };
  }

  #join(socket: Socket): void {
    const upstream = connect(this.#target, "127.0.0.1");
    for (const [from, to] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.#sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
    if (this.#isSilent) return;
    socket.on("data", (bytes) => {
      if (this.#lost && bytes.includes(this.#lost.asked)) this.#lost.socket = socket;
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => this.#answer(socket, bytes));
  }

  #answer(socket: Socket, bytes: Buffer): void {
    if (this.#lost?.socket !== socket || !bytes.includes(this.#lost.words)) {
      socket.write(bytes);
      return;
    }
    this.#lost = null;
    socket.destroy();
  }
}
