import type { WritePath } from "../write/write-path.js";
import { RefusalError } from "../domain/refusal.js";

/** Who wants no more, of what, and how that is known. */
interface Withdrawal {
  readonly tenant: string;
  readonly memberId: string;
  readonly channel: string;
  /** Of the message that they want no more of, or of what they wrote back: the same however often it is told. */
  readonly id: string;
  readonly evidence: string;
}

/**
 * What a provider was told holds here too, and says how it is known. Done once for its id.
 *
 * @throws `RefusalError` (`unavailable`) where nothing could be written now
 */
export const withdrawConsent = async (
  writePath: WritePath,
  { tenant, memberId, channel, id, evidence }: Withdrawal,
): Promise<void> => {
  const key = `opted-out.${id}`;
  const by = { tenant, operator: null, source: "provider", requestId: key };
  const input = { channel, granted: false, evidence };
  const { status } = await writePath.submit({ ...by, key, actionId: "set-consent", memberId, input });
  if (status >= 500 && status !== 501) throw new RefusalError("unavailable");
};
