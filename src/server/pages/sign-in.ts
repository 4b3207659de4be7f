import * as v from 'valibot';

/** Signing in with GitHub: it tells who somebody is, and nothing is done in their name. */
export interface SignIn {
  /** @returns where the browser is sent */
  readonly address: (state: string) => string;
  /**
   * @param code what GitHub sent the browser back with
   * @returns the person's login; `undefined` where GitHub does not take the code
   * @throws where GitHub does not answer
   */
  readonly loginFor: (code: string) => Promise<string | undefined>;
}

export interface SignInOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of this server, as registered with the App. */
  readonly callback: string;
  /** `undefined`: github.com. */
  readonly host: string | undefined;
  readonly protocol: string;
}

const patience = 10_000;
const TokenSchema = v.object({ access_token: v.string() });
const UserSchema = v.object({ login: v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/)) });

/** @see https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app */
export function createSignIn({ clientId, clientSecret, callback, host, protocol }: SignInOptions): SignIn {
  const web = host === undefined ? 'https://github.com' : `${protocol}://${host}`;
  const api = host === undefined ? 'https://api.github.com' : `${web}/api/v3`;
  return {
    address: (state) => {
      const query = new URLSearchParams({ client_id: clientId, redirect_uri: callback, state });
      return `${web}/login/oauth/authorize?${query}`;
    },
    loginFor: async (code) => {
      const body = { client_id: clientId, client_secret: clientSecret, code, redirect_uri: callback };
      const given = v.safeParse(TokenSchema, await ask(`${web}/login/oauth/access_token`, { body }));
      if (!given.success) return undefined;
      // The token has done its work then: it is kept nowhere.
      const user = await ask(`${api}/user`, { token: given.output.access_token });
      return v.parse(UserSchema, user).login;
    },
  };
}

async function ask(
  url: string,
  { body, token }: { readonly body?: object; readonly token?: string },
): Promise<unknown> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      'user-agent': 'blast-radius',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`GitHub answers a sign-in with ${response.status}`);
  return response.json();
}
