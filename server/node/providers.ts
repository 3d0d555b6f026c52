import type { KeepAnchor } from "../audit/anchor.js";
import { anchorWebhook } from "../audit/anchor-webhook.js";
import type { Deliver } from "../messages/deliver.js";
import { type Integrations, webhookIntegration } from "../messages/integration.js";
import { smtpProvider } from "../messages/smtp.js";
import { webhookProvider } from "../messages/webhook.js";
import { anchorFile } from "./anchor-file.js";
import type { Settings } from "./settings.js";

/** What messages leave by; a channel that isn't set up can't be sent on. */
export const providersOf = ({ smtp, webhook }: Pick<Settings, "smtp" | "webhook">): Deliver => {
  const web = webhook && webhookProvider(webhook);
  return { ...(smtp && { email: smtpProvider(smtp) }), ...(web && { sms: web, push: web }) };
};

/** Where anchors of the audit are kept; undefined: nowhere. */
export const anchorsOf = ({ anchors: { file, webhook } }: Pick<Settings, "anchors">): KeepAnchor | undefined => {
  const keepers = [...(file === null ? [] : [anchorFile(file)]), ...(webhook ? [anchorWebhook(webhook)] : [])];
  return keepers.length === 0
    ? undefined
    : async (anchor) => {
        for (const keep of keepers) await keep(anchor);
      };
};

/** The other systems that members are handed to. */
export const integrationsOf = ({ integrations }: Pick<Settings, "integrations">): Integrations =>
  Object.fromEntries(Object.entries(integrations).map(([id, each]) => [id, webhookIntegration(each)]));
