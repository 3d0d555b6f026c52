import type { KeepEntry } from "../audit/journal.js";
import { journalWebhook } from "../audit/journal-webhook.js";
import type { Deliver } from "../messages/deliver.js";
import { type Integrations, webhookIntegration } from "../messages/integration.js";
import { firebaseProvider } from "../messages/firebase.js";
import type { Reports } from "../messages/reports.js";
import { smtpProvider } from "../messages/smtp.js";
import { twilioReports } from "../messages/twilio-reports.js";
import { twilioProvider } from "../messages/twilio.js";
import { webhookProvider } from "../messages/webhook.js";
import { journalFile } from "./journal-file.js";
import type { Settings } from "./settings.js";

/**
 * What messages leave by; a channel that isn't set up can't be sent on. The webhook takes what no provider of its own
 * is set up for.
 */
export const providersOf = ({
  smtp,
  webhook,
  twilio,
  firebase,
}: Pick<Settings, "smtp" | "webhook" | "twilio" | "firebase">): Deliver => {
  const web = webhook && webhookProvider(webhook);
  return {
    ...(smtp && { email: smtpProvider(smtp) }),
    ...(web && { sms: web, push: web }),
    ...(twilio && { sms: twilioProvider(twilio) }),
    ...(firebase && { push: firebaseProvider(firebase) }),
  };
};

/** Who tells by themselves what became of messages: who knows where this server is. */
export const reportsOf = ({ twilio }: Pick<Settings, "twilio">): Reports =>
  twilio && twilio.publicUrl !== null ? { twilio: twilioReports({ ...twilio, publicUrl: twilio.publicUrl }) } : {};

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
