import type { Channel } from "../../sdk/contract/index.js";

/** What a provider tells of a message after it has taken it. */
export interface MessageReport {
  /** The provider's own id of the message. */
  readonly providerId: string;
  /** As of an attempt: see {@link DeliveryOutcome}. */
  readonly state: "sent" | "delivered" | "rejected" | "no-address" | "opted-out";
}

/** What a member wrote back, who wants no more. */
export interface OptOut {
  /** The provider's own id of the answer: the same where it is told twice. */
  readonly id: string;
  /** The address that it came from, as messages have it. */
  readonly from: string;
}

/** What a provider sent here. */
export interface Told {
  /** Path and query, as they were called. */
  readonly path: string;
  readonly headers: Headers;
  readonly form: URLSearchParams;
}

/** How one provider tells of messages by itself: signed, again where it likes, and in any order. */
export interface DeliveryReports {
  readonly channel: Channel;
  /** Whether the provider itself says this. Takes as long for any wrong signature. */
  isGenuine(told: Told): Promise<boolean>;
  /** Null: it says nothing of how far a message got. */
  reportIn(form: URLSearchParams): MessageReport | null;
  /** Null: they want no less than before. */
  optOutIn(form: URLSearchParams): OptOut | null;
}

/** The providers that tell of messages by themselves, by the names that their addresses here have. */
export type Reports = Readonly<Record<string, DeliveryReports>>;

/** Where a provider tells of a message: its path on this server. */
export const reportPath = (provider: string, tenant: string, messageId: string): string =>
  `/reports/${provider}/${encodeURIComponent(tenant)}/messages/${encodeURIComponent(messageId)}`;
