import { devNull } from 'node:os';

/**
 * What git is told, regardless of a repository's own configuration. Options given by `-c` win over every file.
 *
 * @see https://git-scm.com/docs/git-config
 */
export const safeConfig: readonly string[] = [
  // Programs that git would start by itself.
  `core.hooksPath=${devNull}`,
  'core.fsmonitor=false',
  'core.sshCommand=false',
  'core.gitProxy=false',
  'core.askPass=',
  'core.pager=cat',
  'core.editor=false',
  'core.alternateRefsCommand=',
  'credential.helper=',
  'gc.auto=0',
  'maintenance.auto=false',
  // Files of the user that change what is seen.
  `core.attributesFile=${devNull}`,
  `core.excludesFile=${devNull}`,
  // Other repositories.
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'http.followRedirects=false',
];

/** What a network administrator sets for every program of a machine; only fetching is given it. */
const NETWORK = [
  'http_proxy',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'no_proxy',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
];

/** What the operating system needs to start a program at all. */
const SYSTEM = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'TEMP', 'TMP', 'TMPDIR'];

/**
 * The environment of every git process, built from nothing, so that no `GIT_DIR`, `GIT_TRACE` or helper of whoever
 * started us gets through.
 *
 * @param protocols the transports git may use; none unless it fetches
 * @param extra variables of this call
 * @see https://git-scm.com/docs/git#_environment_variables
 */
export function gitEnvironment(
  protocols: readonly string[],
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...inherited(protocols.length > 0 ? [...SYSTEM, ...NETWORK] : SYSTEM),
    // A home that is none: libcurl would look up the user's, and read its .netrc, if there were no variable.
    HOME: devNull,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: '1',
    // Overrides every protocol.*.allow, also of unknown protocols.
    GIT_ALLOW_PROTOCOL: protocols.length > 0 ? protocols.join(':') : 'none',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'false',
    GIT_SSH_COMMAND: 'false',
    GIT_ADVICE: '0',
    ...extra,
  };
}

function inherited(names: readonly string[]): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of names) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
