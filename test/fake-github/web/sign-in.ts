import { randomBytes } from 'node:crypto';
import type { Answer } from '../http/answer.ts';
import { isRecord } from '../http/is-record.ts';
import type { World } from '../state/world.ts';

/**
 * Signing in to an App with one's account here, as whoever sits before the browser: they agree at once.
 *
 * @see https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app
 */
export const authorize = (world: World, query: URLSearchParams): Answer => {
  const app = [...world.apps.values()].find(({ clientId }) => clientId === query.get('client_id'));
  const redirect = query.get('redirect_uri') ?? app?.callbackUrls[0] ?? '';
  if (!app) return { status: 404, text: 'Not Found' };
  if (!app.callbackUrls.includes(redirect))
    return { status: 200, text: 'The redirect_uri is not associated with this application.' };
  if (!world.signedIn) return { status: 302, headers: { location: '/login' } };
  const code = randomBytes(10).toString('hex');
  world.codes.set(code, { app, user: world.signedIn, redirect });
  const back = new URL(redirect);
  back.searchParams.set('code', code);
  const state = query.get('state');
  if (state !== null) back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href } };
};

/** A code is good once; what is wrong is said with status 200. */
export const exchangeCode = (world: World, rawBody: string): Answer => {
  const body: unknown = JSON.parse(rawBody);
  const given = isRecord(body) ? body : {};
  const app = [...world.apps.values()].find(({ clientId }) => clientId === given.client_id);
  if (!app || app.clientSecret !== given.client_secret) return wrong('incorrect_client_credentials');
  const granted = typeof given.code === 'string' ? world.codes.get(given.code) : undefined;
  if (typeof given.code === 'string') world.codes.delete(given.code);
  if (!granted || granted.app !== app) return wrong('bad_verification_code');
  if (given.redirect_uri !== undefined && given.redirect_uri !== granted.redirect)
    return wrong('redirect_uri_mismatch');
  const value = `ghu_${randomBytes(18).toString('hex')}`;
  world.tokens.set(value, { kind: 'user', value, user: granted.user });
  return { status: 200, body: { access_token: value, token_type: 'bearer', scope: '' }, headers: {} };
};

const wrong = (error: string): Answer => ({ status: 200, body: { error }, headers: {} });
