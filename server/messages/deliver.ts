import type { Channel } from "../../sdk/contract/index.js";

/** A message that is about to leave, as the member will get it. */
interface OutgoingMessage {
  readonly tenant: string;
  /** Stays the same over every attempt: providers that know it never send twice. */
  readonly key: string;
  readonly channel: Channel;
  /** An e-mail address, an E.164 phone number, or a device token. */
  readonly to: string;
  /** The subject of an e-mail, the title of a notification; null for an SMS. One line. */
  readonly subject: string | null;
  readonly body: string;
}

/**
 * What a provider said. `sent`: it took the message; `delivered`: it reached the member; `rejected`: it never will (do
 * not try again); `no-address`: it never will, since nobody can be reached there; `opted-out`: it never will, since its
 * receiver has told the provider so; `failed`: nothing was taken (try again later); `unknown`: it may have been taken.
 */
export type DeliveryOutcome =
  | { readonly state: "sent" | "delivered"; readonly providerId: string | null }
  | {
      readonly state: "rejected" | "no-address" | "opted-out" | "failed" | "unknown";
      /** A code for the log, without personal data. */
      readonly detail: string;
      /** The provider asks not to come again before, in milliseconds. */
      readonly againAfterMs?: number;
    };

/** Hands one message to a provider. Never throws. */
export interface DeliveryProvider {
  send(message: OutgoingMessage): Promise<DeliveryOutcome>;
  /**
   * Whether the provider honours {@link OutgoingMessage.key}, so that an unknown outcome may be tried again without
   * sending twice.
   */
  readonly knowsKeys: boolean;
}

/** One provider for each channel; a channel without one cannot be sent on. */
export type Deliver = Readonly<Partial<Record<Channel, DeliveryProvider>>>;
