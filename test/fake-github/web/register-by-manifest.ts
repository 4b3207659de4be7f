import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { registerApp } from '../actions/register-app.ts';
import type { Answer } from '../http/answer.ts';
import { accountOf, type World } from '../state/world.ts';

const httpAddress = v.pipe(v.string(), v.url());
const ManifestSchema = v.object({
  name: v.pipe(v.string(), v.maxLength(34)),
  url: httpAddress,
  redirect_url: httpAddress,
  hook_attributes: v.object({ url: httpAddress }),
  callback_urls: v.pipe(v.array(httpAddress), v.maxLength(10)),
  default_permissions: v.record(v.string(), v.picklist(['read', 'write'])),
  default_events: v.array(v.string()),
});

/**
 * What the page "Create GitHub App" does with a manifest that a form brings, once whoever sits before the browser has agreed.
 *
 * @see https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export const registerByManifest = async (
  world: World,
  organization: string | undefined,
  query: URLSearchParams,
  rawBody: string,
): Promise<Answer> => {
  if (!world.signedIn) return { status: 302, headers: { location: '/login' } };
  const given = v.safeParse(ManifestSchema, JSON.parse(new URLSearchParams(rawBody).get('manifest') ?? 'null'));
  if (!given.success) return { status: 422, text: `Invalid GitHub App configuration: ${given.issues[0].message}` };
  const { name, redirect_url, hook_attributes, callback_urls, default_permissions, default_events } = given.output;
  const owner = organization === undefined ? world.signedIn : accountOf(world, organization, 'Organization');
  const app = await registerApp(world, {
    ...{ name, webhookUrl: hook_attributes.url, permissions: default_permissions, events: default_events },
    owner: owner.login,
  });
  app.callbackUrls = callback_urls;
  const code = randomBytes(20).toString('hex');
  world.manifestCodes.set(code, app);
  const back = new URL(redirect_url);
  back.searchParams.set('code', code);
  const state = query.get('state');
  if (state !== null) back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href } };
};
