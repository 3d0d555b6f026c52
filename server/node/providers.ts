import type { KeepEntry } from "../audit/journal.js";
import { journalWebhook } from "../audit/journal-webhook.js";
import type { Deliver } from "../messages/deliver.js";
import { type Integrations, webhookIntegration } from "../messages/integration.js";
import { smtpProvider } from "../messages/smtp.js";
import { webhookProvider } from "../messages/webhook.js";
import { journalFile } from "./journal-file.js";
import type { Settings } from "./settings.js";

/** What messages leave by; a channel that isn't set up can't be sent on. */
export const providersOf = ({ smtp, webhook }: Pick<Settings, "smtp" | "webhook">): Deliver => {
  const web = webhook && webhookProvider(webhook);
  return { ...(smtp && { email: smtpProvider(smtp) }), ...(web && { sms: web, push: web }) };
};

/** Where the journal is kept; undefined: nowhere. */
export const journalOf = ({ journal: { file, webhook } }: Pick<Settings, "journal">): KeepEntry | undefined => {
  const keepers = [...(file === null ? [] : [journalFile(file)]), ...(webhook ? [journalWebhook(webhook)] : [])];
  return keepers.length === 0
    ? undefined
    : async (entry) => {
        for (const keep of keepers) await keep(entry);
      };
};

/** The other systems that members are handed to. */
export const integrationsOf = ({ integrations }: Pick<Settings, "integrations">): Integrations =>
  Object.fromEntries(Object.entries(integrations).map(([id, each]) => [id, webhookIntegration(each)]));
