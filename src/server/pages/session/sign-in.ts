import { exchangeWebFlowCode, getWebFlowAuthorizationUrl } from '@octokit/oauth-methods';
import { request as octokitRequest } from '@octokit/request';
import * as v from 'valibot';
import { gitHubAddresses } from '../../env/git-hub-addresses.ts';

/** Signing in with GitHub: it identifies a person, and nothing is done in their name. */
export interface SignIn {
  /** @returns where the browser is sent */
  readonly address: (state: string) => string;
  /**
   * @param code what GitHub sent the browser back with
   * @returns the person's login; `undefined` where GitHub does not take the code
   * @throws RequestError where GitHub does not answer
   */
  readonly loginFor: (code: string) => Promise<string | undefined>;
}

interface SignInOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of this server, as registered with the App. */
  readonly callback: string;
  /** `undefined`: github.com. */
  readonly host: string | undefined;
  readonly protocol: string;
}

/** How long one answer of GitHub may take. In milliseconds. */
const patience = 10_000;

/** Logins contain nothing else, and this one is put into a cookie and the log. */
const LoginSchema = v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/));

/** GitHub refuses a code with 200 and the reason in `error`. */
const RefusedSchema = v.object({ response: v.object({ data: v.object({ error: v.string() }) }) });

/** @see https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app */
export function createSignIn({ clientId, clientSecret, callback, host, protocol }: SignInOptions): SignIn {
  const { api: baseUrl } = gitHubAddresses({ host, protocol });
  const github = octokitRequest.defaults({ baseUrl, headers: { 'user-agent': 'blast-radius' } });
  const inTime = () =>
    github.defaults({ request: { redirect: 'error' as const, signal: AbortSignal.timeout(patience) } });
  const app = { clientType: 'github-app' as const, clientId, redirectUrl: callback };
  const tokenFor = async (code: string): Promise<string | undefined> => {
    try {
      const { authentication } = await exchangeWebFlowCode({ ...app, clientSecret, code, request: inTime() });
      return authentication.token;
    } catch (error) {
      if (v.is(RefusedSchema, error)) return undefined;
      throw error;
    }
  };
  return {
    address: (state) => getWebFlowAuthorizationUrl({ ...app, state, request: github }).url,
    loginFor: async (code) => {
      const token = await tokenFor(code);
      if (token === undefined) return undefined;
      // The token has done its work then: it is kept nowhere.
      const { data } = await inTime()('GET /user', { headers: { authorization: `Bearer ${token}` } });
      return v.parse(LoginSchema, data.login);
    },
  };
}
