import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '../address/locate.ts';
import type { ClientCertificate, Credential } from '../contract/credential.ts';
import { FetchError } from '../problem/fetch-error.ts';
import type { Asker } from '../settings/asker.ts';
import type { CredentialFiles } from '../settings/fetch-settings.ts';
import { type GitHubTokens, type ListedPull, repositoryOnGitHub } from './github-tokens.ts';
import type { RegistryLogin } from './read-docker-config.ts';
import type { Login } from './read-netrc.ts';

/** What the operator has, as it was read. */
export interface Holdings extends Pick<CredentialFiles, 'clientCertificates' | 'ssh'> {
  readonly logins: ReadonlyMap<string, Login> | FetchError | undefined;
  readonly registries: ((host: string, repository: string) => RegistryLogin | undefined) | FetchError | undefined;
  readonly github: GitHubTokens | undefined;
}

/** By which right one reference is fetched. */
export interface Right {
  /** Whose it is, as part of the names of what is kept: what one may have is not there for others. */
  readonly scope: string;
  /** Whether the host is told who asks. What it refers to in turn is asked for so only then: what everybody may have brings nothing else along. */
  readonly isKnown: boolean;
  /** @throws FetchError `credentials` */
  readonly credential: (signal?: AbortSignal) => Promise<Credential | undefined>;
}

/** By which right a repository of a registry is read. */
export interface RegistryRight {
  readonly scope: string;
  /** Whether the registry is told who asks. */
  readonly isKnown: boolean;
  readonly certificate: ClientCertificate | undefined;
  /** @throws FetchError `credentials` */
  readonly login: () => RegistryLogin | undefined;
}

const ANONYMOUS = 'anonymous';

const NO_PULLS = [
  'only the App asks for pull requests, of repositories of its GitHub where it is installed, and by a grant',
  'Add the repository to FETCH_GRANTS.',
] as const;

/** What somebody may fetch with credentials, and with which. */
export class Rights {
  readonly #asker: Asker;
  readonly #locator: Locator;
  readonly #holdings: Holdings;

  constructor(asker: Asker, locator: Locator, holdings: Holdings) {
    this.#asker = asker;
    this.#locator = locator;
    this.#holdings = holdings;
  }

  /**
   * @param address of a reference, by https or ssh
   * @returns that of everybody where nothing is granted, or there is nothing for that host
   * @throws FetchError where it may not be asked
   */
  of(address: string): Right {
    const url = this.#locator.permit(address, 'https or ssh');
    const grant = this.#grantFor(address);
    if (grant === undefined || !this.#holdsFor(url)) {
      return { scope: ANONYMOUS, isKnown: false, credential: async () => undefined };
    }
    const isFor = (other: string) => this.#grantFor(other) !== undefined;
    return {
      scope: `${this.#asker.id} ${grant}`,
      isKnown: true,
      credential: async (signal) => ({
        authorization: await this.#authorization(url, signal),
        certificate: this.#certificate(url),
        ssh: url.protocol === 'ssh:' ? this.#holdings.ssh : undefined,
        isFor,
      }),
    };
  }

  /**
   * @param address of a repository
   * @returns what lists the pull requests that are open there, and whose list that is
   * @throws FetchError `denied` where nobody here may ask for them, or where it may not be asked at all
   */
  ofPulls(
    address: string,
  ): Pick<Right, 'scope'> & { readonly list: (signal?: AbortSignal) => Promise<readonly ListedPull[]> } {
    const url = this.#locator.permit(address);
    const grant = this.#grantFor(address);
    const { github } = this.#holdings;
    const repository = github && repositoryOnGitHub(url, github.origin);
    if (grant === undefined || github === undefined || repository === undefined)
      throw new FetchError('denied', ...NO_PULLS);
    const list = async (signal?: AbortSignal) => {
      const pulls = await github.openPulls(repository, signal).catch(() => {
        throw new FetchError('unreachable', 'GitHub does not list its pull requests', 'Try again later.');
      });
      if (pulls === undefined) throw new FetchError('denied', ...NO_PULLS);
      return pulls;
    };
    return { scope: `${this.#asker.id} ${grant}`, list };
  }

  /**
   * @param address `oci://…`, as it is referred to
   * @param url what is asked there
   * @throws FetchError where it may not be asked
   */
  ofRegistry(address: string, url: string, repository: string): RegistryRight {
    const { host, hostname } = this.#locator.permit(url);
    const grant = this.#grantFor(address);
    const { registries } = this.#holdings;
    const login = typeof registries === 'function' ? registries(host, repository) : registries;
    const certificate = this.#certificate({ host, hostname });
    if (grant === undefined || (login === undefined && certificate === undefined)) {
      return { scope: ANONYMOUS, isKnown: false, certificate: undefined, login: () => undefined };
    }
    return {
      scope: `${this.#asker.id} ${grant}`,
      isKnown: true,
      certificate,
      login: () => {
        if (login instanceof FetchError) throw login;
        if (login?.kind !== 'helper') return login;
        const remedy = 'Put a name and a password of its own for that host into the file.';
        throw new FetchError('credentials', `DOCKER_CONFIG leaves ${host} to a program, which is not run`, remedy);
      },
    };
  }

  /** Also by what a mirror stands for. */
  #grantFor(address: string): string | undefined {
    return this.#asker.grantFor(address) ?? this.#asker.grantFor(this.#locator.beforeMirrors(address));
  }

  #holdsFor(url: URL): boolean {
    const { logins, github, ssh } = this.#holdings;
    if (url.protocol === 'ssh:') return ssh !== undefined;
    if (this.#certificate(url) !== undefined) return true;
    if (github !== undefined && repositoryOnGitHub(url, github.origin) !== undefined) return true;
    return logins instanceof FetchError || logins?.has(url.hostname) === true;
  }

  async #authorization(url: URL, signal: AbortSignal | undefined): Promise<string | undefined> {
    const { logins, github } = this.#holdings;
    const repository = github && repositoryOnGitHub(url, github.origin);
    const token = repository === undefined ? undefined : await github?.token(repository, signal);
    if (token !== undefined) return basic({ name: 'x-access-token', password: token });
    if (logins instanceof FetchError) throw logins;
    const login = url.protocol === 'ssh:' ? undefined : logins?.get(url.hostname);
    return login && basic(login);
  }

  #certificate({ host, hostname }: Pick<URL, 'host' | 'hostname'>): ClientCertificate | undefined {
    const { clientCertificates } = this.#holdings;
    if (clientCertificates === undefined) return undefined;
    const folder = [host, hostname].map((name) => join(clientCertificates, name)).find((each) => existsSync(each));
    return folder === undefined ? undefined : { certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  }
}

/** @returns the value of a header. @see RFC 7617 */
export function basic({ name, password }: Login): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}
