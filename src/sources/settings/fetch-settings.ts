import { type HostList, hostList, wrongHost } from './host-list.ts';
import { type MirrorRule, readMirror } from './mirrors.ts';

/** What an operator lets be fetched. */
export interface FetchSettings {
  readonly isOn: boolean;
  /** The only hosts that are asked; `undefined`: all. */
  readonly hosts: HostList | undefined;
  /** Hosts that may have private addresses. */
  readonly allow: HostList;
  readonly mirrors: readonly MirrorRule[];
}

/** A setting that is wrong: one sentence that names it and says what would be right. */
export class FetchSettingsError extends Error {}

/**
 * | variable        | default | meaning                                                                        |
 * | --------------- | ------- | ------------------------------------------------------------------------------ |
 * | `FETCH`         | `off`   | `on` fetches what a repository refers to elsewhere                             |
 * | `FETCH_HOSTS`   | all     | the only hosts that are asked; `*.example.com` for every name below one        |
 * | `FETCH_ALLOW`   | none    | hosts that may have addresses of this machine or of a private network          |
 * | `FETCH_MIRRORS` | none    | `https://github.com/=https://git.example.com/`: where to ask instead           |
 *
 * Each list has commas or spaces between its words.
 *
 * @param variables usually `process.env`
 * @param otherwise whether something is fetched where `FETCH` does not say
 * @throws FetchSettingsError
 */
export function readFetchSettings(
  variables: Readonly<Record<string, string | undefined>>,
  otherwise: 'on' | 'off' = 'off',
): FetchSettings {
  const fetch = variables.FETCH?.trim() || otherwise;
  if (fetch !== 'on' && fetch !== 'off') throw new FetchSettingsError(`FETCH is "${fetch}"; it must be on or off.`);
  const hosts = wordsOf(variables.FETCH_HOSTS);
  return {
    isOn: fetch === 'on',
    hosts: hosts.length === 0 ? undefined : hostsOf('FETCH_HOSTS', hosts),
    allow: hostsOf('FETCH_ALLOW', wordsOf(variables.FETCH_ALLOW)),
    mirrors: wordsOf(variables.FETCH_MIRRORS).map(mirrorOf),
  };
}

function hostsOf(name: string, words: readonly string[]): HostList {
  const wrong = wrongHost(words);
  if (wrong === undefined) return hostList(words);
  throw new FetchSettingsError(
    `${name} holds "${wrong}"; it must be a list of hosts such as github.com, *.example.com.`,
  );
}

/** What is wrong is not repeated: it may hold a password. */
function mirrorOf(word: string): MirrorRule {
  const mirror = readMirror(word);
  if (mirror !== undefined) return mirror;
  throw new FetchSettingsError(
    'FETCH_MIRRORS must be a list such as https://github.com/=https://git.example.com/github/, without passwords.',
  );
}

function wordsOf(list: string | undefined): readonly string[] {
  return (list ?? '').split(/[\s,]+/).filter((word) => word !== '');
}
