import { gitHubAddresses } from './git-hub-addresses.ts';
import { appVariables } from './known-variables.ts';
import { optionalText, readVariables, type Variables } from './read-variables.ts';

/** What is known of an App before it is registered. */
export interface RegistrationEnvironment {
  /** Where GitHub is, without a slash at the end. */
  readonly gitHub: { readonly web: string; readonly api: string };
  readonly organization: string | undefined;
  /** Where GitHub reaches this server. */
  readonly address: string | undefined;
  readonly webhookPath: string;
}

/** @throws StartRefused with one sentence that says what is wrong */
export function readRegistration(variables: Variables): RegistrationEnvironment {
  const { GHE_HOST, GHE_PROTOCOL, PUBLIC_URL, WEBHOOK_PATH } = appVariables;
  const read = readVariables({ GHE_HOST, GHE_PROTOCOL, PUBLIC_URL, WEBHOOK_PATH, GH_ORG: optionalText }, variables);
  return {
    gitHub: gitHubAddresses({ host: read.GHE_HOST, protocol: read.GHE_PROTOCOL ?? 'https' }),
    organization: read.GH_ORG,
    address: read.PUBLIC_URL,
    webhookPath: read.WEBHOOK_PATH,
  };
}
