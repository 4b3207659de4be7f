import { randomBytes } from 'node:crypto';
import * as v from 'valibot';

/** What GitHub gives whoever has registered an App, once. */
export const RegisteredSchema = v.object({
  id: v.number(),
  html_url: v.string(),
  name: v.string(),
  pem: v.string(),
  webhook_secret: v.string(),
  client_id: v.string(),
  client_secret: v.string(),
});
export type Registered = v.InferOutput<typeof RegisteredSchema>;

/**
 * @param text of `.env` as it is; empty where there is none
 * @param address where browsers reach this server
 * @returns the same with the credentials of an App, and a state key where there was none
 */
export function withCredentials(text: string, registered: Registered, address: string): string {
  const variables = {
    APP_ID: String(registered.id),
    // In one line: Docker's --env-file knows no quotes.
    PRIVATE_KEY: Buffer.from(registered.pem).toString('base64'),
    WEBHOOK_SECRET: registered.webhook_secret,
    PUBLIC_URL: address,
    GITHUB_CLIENT_ID: registered.client_id,
    GITHUB_CLIENT_SECRET: registered.client_secret,
  };
  const lines = text.split('\n').filter((line) => !isOf(line, Object.keys(variables)));
  const kept = lines.join('\n').replace(/\n*$/, '');
  const key = lines.some((line) => isOf(line, ['STATE_KEY'])) ? {} : { STATE_KEY: randomBytes(48).toString('base64') };
  const added = Object.entries({ ...variables, ...key }).map(([name, value]) => `${name}=${value}`);
  return `${[...(kept === '' ? [] : [kept]), ...added].join('\n')}\n`;
}

function isOf(line: string, names: readonly string[]): boolean {
  const [, name = '', value = ''] = /^\s*(?:export\s+)?([A-Z_]+)\s*=\s*(.*)$/.exec(line) ?? [];
  return names.includes(name) && (value !== '' || name !== 'STATE_KEY');
}
